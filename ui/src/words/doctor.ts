// What does the page call things on the doctor's screen?

export const doctor = {
  title: "Doctor",
};
