#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "corpus/html/parser.h"
#include "corpus/html/references.h"

namespace factmill::html {
namespace {

// The tree below `id` as one line: <p>(one <b>(two)).
std::string Shown(const Dom& dom, NodeId id) {
  std::string shown;
  for (NodeId child = dom[id].first; child != kNone; child = dom[child].next) {
    const Node& node = dom[child];
    if (dom.IsText(child)) {
      const std::string_view raw = dom.page().substr(node.begin, node.end - node.begin);
      shown += node.type == NodeType::kText ? Unescape(raw, false) : std::string(raw);
      continue;
    }
    shown += "<" + std::string(dom.WrittenName(child)) + ">";
    if (node.first != kNone) shown += "(" + Shown(dom, child) + ")";
  }
  return shown;
}

// What stands in the body.
std::string Body(const std::string& page) {
  const Result<Dom> dom = Parse(page);
  if (!dom.ok()) return dom.status().message();
  for (NodeId id = 1; id < dom->size(); ++id) {
    if ((*dom)[id].tag == Tag::body) return Shown(*dom, id);
  }
  return "no body";
}

struct Case {
  const char* name;
  const char* page;
  const char* body;
};

const Case kCases[] = {
    {"left-out tags", "one<p>two<p>three", "one<p>(two)<p>(three)"},
    {"list items close each other", "<ul><li>a<li>b</ul>c", "<ul>(<li>(a)<li>(b))c"},
    {"a block closes a paragraph", "<p>a<div>b</div>c", "<p>(a)<div>(b)c"},
    {"formatting is opened again", "<p><b>a<p>b</b>c", "<p>(<b>(a))<p>(<b>(b)c)"},
    {"formatting is adopted", "<b>a<p>b</b>c</p>", "<b>(a)<p>(<b>(b)c)"},
    {"a link ends a link", "<a href=x>a<a href=y>b</a>", "<a>(a)<a>(b)"},
    {"tables get their bodies", "<table><tr><td>a<td>b<tr><td>c</table>",
     "<table>(<tbody>(<tr>(<td>(a)<td>(b))<tr>(<td>(c))))"},
    {"text in a table moves before it", "<table><tr>x<td>a</table>",
     "x<table>(<tbody>(<tr>(<td>(a))))"},
    {"a second body is the first", "<body>a</body><body>b", "ab"},
    {"a stray end of p is an empty one", "a</p>b", "a<p>b"},
    {"unknown elements", "<x-box>a</X-BOX>b", "<x-box>(a)b"},
    {"no markup", "a < b <3 & c", "a < b <3 & c"},
    {"comments of all kinds", "a<!-- <b> --!>b<!>c<?php d ?>e</ f>g<!-->h", "abcegh"},
    {"attributes without quotes", "<a href=/x/y class='c d'e=\"f>g\">h</a>", "<a>(h)"},
    {"script holds anything", "<script>if (a<b) '</p>' <!-- <script></script> --></script>c",
     "<script>(if (a<b) '</p>' <!-- <script></script> -->)c"},
    {"textarea holds text", "<textarea>\n<b>&amp;</textarea>c", "<textarea>(<b>&)c"},
    {"SVG ends at a block", "<svg><g><title>t</title></g><p>a", "<svg>(<g>(<title>(t)))<p>(a)"},
    {"CDATA is text in SVG only", "<svg><![CDATA[a<b]]></svg><![CDATA[c]]>", "<svg>(a<b)"},
    {"an unfinished tag is dropped", "a<p class=", "a"},
    {"select", "<select><option>a<option>b</select>c", "<select>(<option>(a)<option>(b))c"},
};

TEST_CASE("pages are read as browsers read them") {
  for (const Case& c : kCases) {
    DYNAMIC_SECTION(c.name) {
      CHECK(Body("<!DOCTYPE html><body>" + std::string(c.page)) == c.body);
    }
  }
  // Without a doctype a table stays within its paragraph.
  CHECK(Body("<p>a<table><tr><td>b</table>") == "<p>(a<table>(<tbody>(<tr>(<td>(b)))))");
  CHECK(Body("<!DOCTYPE html><p>a<table><tr><td>b</table>") ==
        "<p>(a)<table>(<tbody>(<tr>(<td>(b))))");
  CHECK(Body("") == "");
}

TEST_CASE("character references") {
  struct Row {
    const char* raw;
    const char* text;
    const char* attribute;  // Null for the same.
  };
  const Row kRows[] = {
      {"&lt;b&gt; &amp;amp;", "<b> &amp;", nullptr},
      {"5&nbsp;%", "5\u00A0%", nullptr},
      {"&#8364;5 &#x20AC;5 &#x20ac", "€5 €5 €", nullptr},
      {"&#128;5 &#150;", "€5 –", nullptr},
      {"&#0;&#xD800;&#x110000;", "\uFFFD\uFFFD\uFFFD", nullptr},
      {"&copy2021", "©2021", "&copy2021"},
      {"a=1&lt=2", "a=1<=2", "a=1&lt=2"},
      {"&notin; &notit;", "∉ ¬it;", "∉ &notit;"},
      {"AT&T & Co &;&#; &#x;", "AT&T & Co &;&#; &#x;", nullptr},
      {"&NotEqualTilde;", "\u2242\u0338", nullptr},
      {"&", "&", nullptr},
  };
  for (const Row& row : kRows) {
    INFO(row.raw);
    CHECK(Unescape(row.raw, false) == row.text);
    CHECK(Unescape(row.raw, true) == (row.attribute == nullptr ? row.text : row.attribute));
  }
}

std::string Repeat(std::string_view part, size_t times) {
  std::string all;
  for (size_t i = 0; i < times; ++i) all += part;
  return all;
}

TEST_CASE("pages that are built to be slow are refused, with the reason") {
  std::string attributes = "<p";
  for (int i = 0; i < 1000000; ++i) attributes += " a" + std::to_string(i) + "=1";
  struct Bomb {
    const char* name;
    std::string page;
    const char* reason;  // "" for one that is read.
  };
  const Bomb kBombs[] = {
      {"deep nesting", Repeat("<div>", 1000000), "nested more than 10,000 deep"},
      {"elements", Repeat("<p>x", 600000), "more than a million elements"},
      {"attributes", attributes + ">x", "more than 10,000 attributes"},
      {"many ends", "<b>" + Repeat("<div>", 9000) + Repeat("</b>", 300000), ""},
      {"crossing", Repeat("<b><div>", 3000) + Repeat("</b>", 300000), ""},
      {"tables in tables", Repeat("<table><tr><td>", 2000) + Repeat("<a>x</a>", 100000), ""},
      {"open formatting", Repeat("<font size=1><i><b><u>", 2000) + Repeat("<p>x</p>", 20000), ""},
      {"unclosed comment", "<p>x" + Repeat("<!--", 500000), ""},
      {"brackets", Repeat("<", 500000), ""},
      {"many brackets", Repeat("<", 2000000), "more than a million elements"},
      {"ampersands", Repeat("&", 2000000), ""},
  };
  for (const Bomb& bomb : kBombs) {
    DYNAMIC_SECTION(bomb.name) {
      const Result<Dom> dom = Parse(bomb.page);
      if (std::string(bomb.reason).empty()) {
        if (!dom.ok()) CHECK_THAT(dom.status().message(), Catch::Contains("cross so often"));
      } else {
        REQUIRE_FALSE(dom.ok());
        CHECK_THAT(dom.status().message(), Catch::Contains(bomb.reason));
      }
    }
  }
}

TEST_CASE("a page is no longer parsed when its time is over") {
  const std::string page = Repeat("<p>x", 20000);
  CHECK(Parse(page, Deadline(1000)).ok());
  CHECK(Parse(page, Deadline(0)).status().message() ==
        "reading it takes more than 0 s of processor time, the limit for an article");
}

TEST_CASE("deep elements are attached at a depth of 512") {
  const std::string page = Repeat("<div>", 2000) + "x";
  const Result<Dom> dom = Parse(page);
  REQUIRE(dom.ok());
  size_t deepest = 0;
  for (NodeId id = 1; id < dom->size(); ++id) {
    size_t depth = 0;
    for (NodeId up = id; up != kNone; up = (*dom)[up].parent) ++depth;
    deepest = std::max(deepest, depth);
  }
  CHECK(deepest <= 515);
}

}  // namespace
}  // namespace factmill::html
