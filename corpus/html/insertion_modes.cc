// The insertion modes of tree construction, but for the body and tables.
#include <algorithm>
#include <string>

#include "base/ascii.h"
#include "corpus/html/tag_sets.h"
#include "corpus/html/tree_builder.h"

namespace factmill::html {
namespace {

// Public identifiers, in lower case, that put a page into quirks mode.
constexpr std::string_view kQuirksPrefixes[] = {
    "+//silmaril//dtd html pro v0r11 19970101//",
    "-//as//dtd html 3.0 aswedit + extensions//",
    "-//advasoft ltd//dtd html 3.0 aswedit + extensions//",
    "-//ietf//dtd html",
    "-//metrius//dtd metrius presentational//",
    "-//microsoft//dtd internet explorer",
    "-//netscape comm. corp.//dtd",
    "-//o'reilly and associates//dtd html",
    "-//sq//dtd html 2.0 hotmetal + extensions//",
    "-//softquad software//dtd hotmetal pro 6.0::19990601::extensions to html 4.0//",
    "-//softquad//dtd hotmetal pro 4.0::19971010::extensions to html 4.0//",
    "-//spyglass//dtd html 2.0 extended//",
    "-//sun microsystems corp.//dtd hotjava",
    "-//w3c//dtd html 3 1995-03-24//",
    "-//w3c//dtd html 3.2",
    "-//w3c//dtd html 4.0 frameset//",
    "-//w3c//dtd html 4.0 transitional//",
    "-//w3c//dtd html experimental",
    "-//w3c//dtd w3 html 3.0//",
    "-//w3o//dtd w3 html 3.0//",
    "-//webtechs//dtd mozilla html"};

bool IsQuirky(std::string_view doctype) {
  const std::string lower = Lowered(doctype.substr(0, 400));
  if (lower.find("html") == lower.npos) return true;
  const size_t keyword = lower.find("public");
  if (keyword == lower.npos) {
    return lower.find("http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd") != lower.npos;
  }
  const size_t quote = lower.find_first_of("\"'", keyword);
  if (quote == lower.npos) return true;
  const size_t end = lower.find(lower[quote], quote + 1);
  if (end == lower.npos) return true;
  const std::string_view id = std::string_view(lower).substr(quote + 1, end - quote - 1);
  if (id == "-//w3o//dtd w3 html strict 3.0//en//" || id == "-/w3c/dtd html 4.0 transitional/en" ||
      id == "html") {
    return true;
  }
  const bool system = lower.find_first_of("\"'", end + 1) != lower.npos;
  if (!system && (id.starts_with("-//w3c//dtd html 4.01 frameset//") ||
                  id.starts_with("-//w3c//dtd html 4.01 transitional//"))) {
    return true;
  }
  return std::any_of(std::begin(kQuirksPrefixes), std::end(kQuirksPrefixes),
                     [&](std::string_view prefix) { return id.starts_with(prefix); });
}

}  // namespace

bool TreeBuilder::IsSpace(const Token& token) const {
  const std::string_view text = dom_.page().substr(token.begin, token.end - token.begin);
  return std::all_of(text.begin(), text.end(), IsSpaceByte);
}

bool TreeBuilder::SplitSpaces(Token* token, bool insert) {
  const std::string_view page = dom_.page();
  uint32_t at = token->begin;
  while (at < token->end && IsSpaceByte(page[at])) ++at;
  if (insert && at > token->begin) {
    Token spaces = *token;
    spaces.end = at;
    InsertText(spaces);
  }
  token->begin = at;
  return at < token->end;
}

void TreeBuilder::Initial(const Token& token) {
  if (token.type == Type::kDoctype) {
    quirks_ = IsQuirky(dom_.page().substr(token.begin, token.end - token.begin));
    mode_ = Mode::kBeforeHtml;
    return;
  }
  Token rest = token;
  if (IsText(token) && !SplitSpaces(&rest, false)) return;
  quirks_ = true;
  mode_ = Mode::kBeforeHtml;
  Process(rest);
}

void TreeBuilder::BeforeHtml(const Token& token) {
  if (token.type == Type::kDoctype) return;
  Token rest = token;
  if (IsText(token) && !SplitSpaces(&rest, false)) return;
  if (IsStart(token, {Tag::html})) {
    const NodeId id = NewElement(token, Tag::html, Namespace::kHtml);
    Attach(id, {kNone, kNone});
    Push(id);
    mode_ = Mode::kBeforeHead;
    return;
  }
  if (token.type == Type::kEndTag && !IsEnd(token, {Tag::head, Tag::body, Tag::html, Tag::br})) {
    return;
  }
  const NodeId id = NewElement(Token(), Tag::html, Namespace::kHtml);
  Attach(id, {kNone, kNone});
  Push(id);
  mode_ = Mode::kBeforeHead;
  Process(rest);
}

void TreeBuilder::BeforeHead(const Token& token) {
  if (token.type == Type::kDoctype) return;
  Token rest = token;
  if (IsText(token) && !SplitSpaces(&rest, false)) return;
  if (IsStart(token, {Tag::html})) return InBody(token);
  if (IsStart(token, {Tag::head})) {
    head_ = Insert(token);
    mode_ = Mode::kInHead;
    return;
  }
  if (token.type == Type::kEndTag && !IsEnd(token, {Tag::head, Tag::body, Tag::html, Tag::br})) {
    return;
  }
  head_ = Implied(Tag::head);
  mode_ = Mode::kInHead;
  Process(rest);
}

void TreeBuilder::EndTemplate() {
  if (!HasOpen(Tag::kTemplate)) return;
  GenerateAllImpliedEnds();
  PopUntil(Tag::kTemplate);
  ClearToMarker();
  if (!template_modes_.empty()) template_modes_.pop_back();
  ResetMode();
}

void TreeBuilder::InHead(const Token& token) {
  if (token.type == Type::kDoctype) return;
  Token rest = token;
  if (IsText(token) && !SplitSpaces(&rest, true)) return;
  if (token.type == Type::kStartTag) {
    switch (token.tag) {
      case Tag::html: return InBody(token);
      case Tag::base:
      case Tag::basefont:
      case Tag::bgsound:
      case Tag::link:
      case Tag::meta: InsertVoid(token); return;
      case Tag::title: return ReadRaw(token, Tokenizer::Mode::kRcdata);
      case Tag::noscript:
      case Tag::noframes:
      case Tag::style: return ReadRaw(token, Tokenizer::Mode::kRawText);
      case Tag::script: return ReadRaw(token, Tokenizer::Mode::kScript);
      case Tag::kTemplate:
        Insert(token);
        PushMarker();
        frameset_ok_ = false;
        mode_ = Mode::kInTemplate;
        template_modes_.push_back(Mode::kInTemplate);
        return;
      case Tag::head: return;
      default: break;
    }
  }
  if (token.type == Type::kEndTag) {
    if (token.tag == Tag::kTemplate) return EndTemplate();
    if (token.tag == Tag::head) {
      Pop();
      mode_ = Mode::kAfterHead;
      return;
    }
    if (!IsEnd(token, {Tag::body, Tag::html, Tag::br})) return;
  }
  Pop();
  mode_ = Mode::kAfterHead;
  Process(rest);
}

void TreeBuilder::AfterHead(const Token& token) {
  if (token.type == Type::kDoctype) return;
  Token rest = token;
  if (IsText(token) && !SplitSpaces(&rest, true)) return;
  if (token.type == Type::kStartTag) {
    if (token.tag == Tag::html) return InBody(token);
    if (token.tag == Tag::body) {
      Insert(token);
      frameset_ok_ = false;
      mode_ = Mode::kInBody;
      return;
    }
    if (token.tag == Tag::frameset) {
      Insert(token);
      mode_ = Mode::kInFrameset;
      return;
    }
    if (kHeadTags.Has(token.tag) && token.tag != Tag::noscript) {
      Push(head_);
      InHead(token);
      RemoveFromStack(head_);
      return;
    }
    if (token.tag == Tag::head) return;
  }
  if (token.type == Type::kEndTag) {
    if (token.tag == Tag::kTemplate) return EndTemplate();
    if (!IsEnd(token, {Tag::body, Tag::html, Tag::br})) return;
  }
  Implied(Tag::body);
  mode_ = Mode::kInBody;
  Process(rest);
}

void TreeBuilder::EndPage(const Token&) { PopTo(0); }

void TreeBuilder::InTemplate(const Token& token) {
  const auto go_on = [&](Mode mode) {
    if (!template_modes_.empty()) template_modes_.back() = mode;
    mode_ = mode;
    Process(token);
  };
  switch (token.type) {
    case Type::kStartTag:
      if (kHeadTags.Has(token.tag) && token.tag != Tag::noscript) return InHead(token);
      switch (token.tag) {
        case Tag::caption:
        case Tag::colgroup:
        case Tag::tbody:
        case Tag::tfoot:
        case Tag::thead: return go_on(Mode::kInTable);
        case Tag::col: return go_on(Mode::kInColumnGroup);
        case Tag::tr: return go_on(Mode::kInTableBody);
        case Tag::td:
        case Tag::th: return go_on(Mode::kInRow);
        default: return go_on(Mode::kInBody);
      }
    case Type::kEndTag:
      if (token.tag == Tag::kTemplate) EndTemplate();
      return;
    case Type::kEnd:
      if (!HasOpen(Tag::kTemplate)) return EndPage(token);
      PopUntil(Tag::kTemplate);
      ClearToMarker();
      if (!template_modes_.empty()) template_modes_.pop_back();
      ResetMode();
      return Process(token);
    default: return InBody(token);
  }
}

void TreeBuilder::AfterBody(const Token& token) {
  if (token.type == Type::kDoctype) return;
  if (token.type == Type::kEnd) return EndPage(token);
  if ((IsText(token) && IsSpace(token)) || IsStart(token, {Tag::html})) return InBody(token);
  if (mode_ == Mode::kAfterBody && IsEnd(token, {Tag::html})) {
    mode_ = Mode::kAfterAfterBody;
    return;
  }
  mode_ = Mode::kInBody;
  Process(token);
}

void TreeBuilder::InFrameset(const Token& token) {
  if (token.type == Type::kEnd) return EndPage(token);
  if (IsStart(token, {Tag::html})) return InBody(token);
  if (IsStart(token, {Tag::noframes})) return InHead(token);
  if (IsStart(token, {Tag::frameset})) {
    Insert(token);
  } else if (IsStart(token, {Tag::frame})) {
    InsertVoid(token);
  } else if (IsEnd(token, {Tag::frameset}) && stack_.size() > 1) {
    Pop();
    if (!IsCurrent(Tag::frameset)) mode_ = Mode::kAfterFrameset;
  }
}

void TreeBuilder::AfterFrameset(const Token& token) {
  if (token.type == Type::kEnd) return EndPage(token);
  if (IsStart(token, {Tag::html})) return InBody(token);
  if (IsStart(token, {Tag::noframes})) return InHead(token);
  if (IsEnd(token, {Tag::html})) mode_ = Mode::kAfterAfterFrameset;
}

}  // namespace factmill::html
