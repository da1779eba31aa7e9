// A one-time token stands behind "#", so that no log of a proxy has it; from here it goes into the form, out of the address.
"use strict";
const form = document.forms[0];
form.elements.ma.value = new URLSearchParams(location.hash.slice(1)).get("ma") ?? "";
history.replaceState(null, "", location.pathname);
form.submit();
