// What do practice scenarios and the test of a reply call things?

export const scenarios = {
  label: "Practice scenario",
  none: "None: any recipient",
  practice: "Scenarios",
  twilio_test_numbers: "Twilio's test numbers",
  hint: "Fills in a recipient of the practice account; the scenario is in its last digits.",
  was: (title: string) => `Practice: ${title}`,
  lookAt: "What to look at",
};

export const replies = {
  title: "Test a reply",
  watch: "Watch for the reply",
  longer: "Watch longer",
  stop: "Stop watching",
  until: (time: string) => `Watched until ${time}.`,
  trouble: "Twilio cannot be asked just now",
  arrived: "What arrived",
  practise: (word: string) => `Let the practice handset answer ${word}`,
  failed: "The reply could not be watched for",
  messageSid: "Message SID of the reply",
};

export const dryRun = {
  title: "Dry run with test credentials",
  says: "Twilio checks this message and sends nothing. It needs the Account SID and Auth Token of the test credentials, which Twilio's console shows under API keys & tokens.",
  username: "Test Account SID",
  secret: "Test Auth Token",
  notKept: "Used for this question and kept nowhere.",
  run: "Dry run",
  failed: "No dry run was made",
  about: "About test credentials",
};
