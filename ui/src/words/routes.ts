// What does the page call things where it shows what is live?

export const routes = {
  title: "Routes",
};
