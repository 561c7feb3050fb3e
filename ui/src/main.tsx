// Where does the page begin?

import { render } from "preact";
import { start } from "./actions";
import { Frame } from "./frame/Frame";
import { listenForKeys } from "./keys";

const page = document.getElementById("page");
if (page) {
  listenForKeys();
  render(<Frame />, page);
  void start();
}
