// What the tests ask of a page: its controls by role and accessible name, as axe works them out for screen readers.
// Runs inside the page, after axe.
window.seen = (() => {
  const selectors = {
    button: "button, [role=button], summary",
    checkbox: "input[type=checkbox], [role=checkbox]",
    combobox: "select, [role=combobox]",
    dialog: "dialog, [role=dialog]",
    grid: "[role=grid]",
    heading: "h1, h2, h3, h4",
    list: "ul, ol, [role=list]",
    menuitem: "[role=menuitem]",
    menuitemradio: "[role=menuitemradio]",
    option: "option, [role=option]",
    password: "input[type=password]",
    radio: "input[type=radio], [role=radio]",
    region: "section, aside, [role=region]",
    row: "tr, [role=row]",
    searchbox: "input[type=search], [role=searchbox]",
    status: "output, [role=status]",
    table: "table",
    textbox: "input:not([type]), input[type=text], input[type=tel], input[type=url], textarea, [role=textbox]",
  };
  // A password field has no role of its own; an <aside> is no region, but is looked for as one.
  const roles = { password: null, region: ["region", "complementary"] };

  const words = (text) => text.replace(/\s+/g, " ").trim();

  // `name` is exact, or with a star at its end the start of the name.
  const matches = (found, name) => (name.endsWith("*") ? found.startsWith(name.slice(0, -1)) : found === name);

  const withAxe = (work) => {
    axe.setup(document.documentElement);
    try {
      return work();
    } finally {
      axe.teardown();
    }
  };

  const nameOf = (element) => words(axe.commons.text.accessibleText(element) ?? "");

  const all = (role, name) => {
    const candidates = [...document.querySelectorAll(selectors[role] ?? `[role=${role}]`)];
    const visible = candidates.filter((element) => element.checkVisibility({ visibilityProperty: true }));
    return withAxe(() =>
      visible.filter((element) => {
        const wanted = role in roles ? roles[role] : [role];
        const has = axe.commons.aria.getRole(element);
        return (wanted === null || wanted.includes(has)) && matches(nameOf(element), name);
      }),
    );
  };

  const isPart = (element, wanted) =>
    words(element.innerText)
      .split(wanted)
      .slice(0, -1)
      .every((before) => /[\p{L}\p{N}]$/u.test(before));

  const describe = (element) =>
    element && element !== document.body
      ? withAxe(() => `${axe.commons.aria.getRole(element) ?? element.tagName.toLowerCase()} "${nameOf(element)}"`)
      : "nothing";

  return {
    all,
    first: (role, name) => all(role, name)[0] ?? null,
    has: (role, name) => all(role, name).length > 0,
    isFocused: (role, name) => all(role, name).includes(document.activeElement),
    focused: () => describe(document.activeElement),
    // Whether these words stand in it, from the start of a word: "delivered" is not in "undelivered".
    reads: (role, name, wanted) =>
      all(role, name).some((element) => words(element.innerText).includes(wanted) && !isPart(element, wanted)),
    page: () => words(document.body.innerText),
  };
})();
