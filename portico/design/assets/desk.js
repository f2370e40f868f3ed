// Staff pages only: parts of a page are renewed in place, and the queue can be worked from the keyboard.

import htmx from "htmx.org";

import "./desk-ending.js";
import "./desk-focus.js";
import "./desk-keys.js";
import "./desk-look.js";

// Nothing inline is allowed by the content security policy: no style element of htmx's, no code in attributes.
htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.selfRequestsOnly = true;
