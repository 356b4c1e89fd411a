"use strict";
(function () {
  var input = document.getElementById("words");
  var list = document.getElementById("results");
  var count = document.getElementById("count");
  function show() {
    var words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    list.textContent = "";
    if (words.length === 0) { count.textContent = ""; return; }
    var hits = STANDARD_PAGES.filter(function (page) {
      var text = (page[0] + " " + page[2] + " " + page[3]).toLowerCase();
      return words.every(function (word) { return text.indexOf(word) >= 0; });
    });
    hits.sort(function (left, right) { return rank(left, words) - rank(right, words); });
    count.textContent = hits.length === 1 ? "1 page" : hits.length + " pages";
    hits.slice(0, 50).forEach(function (page) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      link.href = page[1];
      link.textContent = page[0];
      item.appendChild(link);
      item.appendChild(document.createTextNode(" – " + page[2]));
      list.appendChild(item);
    });
  }
  function rank(page, words) {
    return words.every(function (word) { return page[0].toLowerCase().indexOf(word) >= 0; }) ? 0 : 1;
  }
  input.addEventListener("input", show);
  document.getElementById("search").addEventListener("submit", function (event) { event.preventDefault(); });
  document.getElementById("search").hidden = false;
  input.value = decodeURIComponent((location.hash || "#").slice(1));
  show();
})();
