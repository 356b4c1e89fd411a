"use strict";
(function () {
  var limit = 50;
  var form = document.getElementById("search");
  var input = document.getElementById("words");
  var list = document.getElementById("results");
  var count = document.getElementById("count");

  function show() {
    var words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    list.textContent = "";
    if (words.length === 0) { count.textContent = ""; return; }
    var hits = STANDARD_PAGES.filter(function (page) {
      var text = page.join(" ").toLowerCase();
      return words.every(function (word) { return text.indexOf(word) >= 0; });
    });
    hits.sort(function (left, right) { return rank(left, words) - rank(right, words); });
    count.textContent = told(hits.length);
    hits.slice(0, limit).forEach(function (page) { list.appendChild(item(page)); });
  }

  function told(number) {
    if (number === 0) { return "No page holds all these words. Try fewer or shorter ones, or look through the index below."; }
    if (number === 1) { return "1 page"; }
    return number + " pages" + (number > limit ? "; the first " + limit + " are listed. One more word makes it fewer." : "");
  }

  function item(page) {
    var item = document.createElement("li");
    var link = document.createElement("a");
    var about = document.createElement("span");
    link.href = page[1];
    link.textContent = page[0];
    about.className = "quiet";
    about.textContent = page[2];
    item.append(link, " ", about);
    return item;
  }

  // A page whose name or title is just what was typed comes first, then titles with all words, then the rest.
  function rank(page, words) {
    var title = page[0].toLowerCase();
    var whole = words.join(" ");
    if (title === whole || page[3].toLowerCase().split(" ").indexOf(whole) === 0) { return 0; }
    return words.every(function (word) { return title.indexOf(word) >= 0; }) ? 1 : 2;
  }

  input.addEventListener("input", show);
  form.addEventListener("submit", function (event) { event.preventDefault(); show(); });
  form.hidden = false;
  input.value = new URLSearchParams(location.search).get("words") || "";
  show();
})();
