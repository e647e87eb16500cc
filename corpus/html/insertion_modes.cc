// The insertion modes of tree construction, but for those of tables.
#include <algorithm>
#include <string>

#include "corpus/html/tag_sets.h"
#include "corpus/html/tree_builder.h"

namespace factmill::html {
namespace {

bool IsSpaceByte(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

bool IsText(const Token& token) {
  return token.type == Token::Type::kText || token.type == Token::Type::kRawText;
}
bool IsStart(const Token& token, const TagSet& tags) {
  return token.type == Token::Type::kStartTag && tags.Has(token.tag);
}
bool IsEnd(const Token& token, const TagSet& tags) {
  return token.type == Token::Type::kEndTag && tags.Has(token.tag);
}

constexpr TagSet kHeadTags = {Tag::base,   Tag::basefont,  Tag::bgsound,  Tag::link,
                              Tag::meta,   Tag::title,     Tag::noframes, Tag::style,
                              Tag::script, Tag::kTemplate, Tag::noscript};
constexpr TagSet kBlocks = {
    Tag::address,  Tag::article,    Tag::aside,   Tag::blockquote, Tag::center,
    Tag::details,  Tag::dialog,     Tag::dir,     Tag::div,        Tag::dl,
    Tag::fieldset, Tag::figcaption, Tag::figure,  Tag::footer,     Tag::header,
    Tag::hgroup,   Tag::main,       Tag::menu,    Tag::nav,        Tag::ol,
    Tag::p,        Tag::search,     Tag::section, Tag::summary,    Tag::ul};
constexpr TagSet kFormatting = {Tag::a,      Tag::b,      Tag::big,  Tag::code, Tag::em,
                                Tag::font,   Tag::i,      Tag::nobr, Tag::s,    Tag::small,
                                Tag::strike, Tag::strong, Tag::tt,   Tag::u};
constexpr TagSet kObjects = {Tag::applet, Tag::marquee, Tag::object};
constexpr TagSet kStrayTableTags = {Tag::caption, Tag::col,   Tag::colgroup, Tag::frame,
                                    Tag::head,    Tag::tbody, Tag::td,       Tag::tfoot,
                                    Tag::th,      Tag::thead, Tag::tr};

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
  std::string lower;
  for (const char c : doctype.substr(0, 400)) {
    lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  }
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

void TreeBuilder::InBody(const Token& token) {
  switch (token.type) {
    case Type::kText:
    case Type::kRawText:
      Reconstruct();
      InsertText(token);
      if (frameset_ok_ && !IsSpace(token)) frameset_ok_ = false;
      return;
    case Type::kStartTag: return InBodyStart(token);
    case Type::kEndTag: return InBodyEnd(token);
    case Type::kEnd:
      if (!template_modes_.empty()) return InTemplate(token);
      return EndPage(token);
    default: return;
  }
}

void TreeBuilder::EndPage(const Token&) { PopTo(0); }

void TreeBuilder::InBodyStart(const Token& token) {
  const Tag tag = token.tag;
  if (tag == Tag::kUnknown) {
    Reconstruct();
    Insert(token);
    return;
  }
  if (kHeadTags.Has(tag) && tag != Tag::noscript) return InHead(token);
  if (kBlocks.Has(tag)) {
    ClosePInScope();
    Insert(token);
    return;
  }
  if (kFormatting.Has(tag)) {
    if (tag == Tag::a) {
      NodeId open = kNone;
      for (size_t i = formatting_.size(); i-- > 0 && formatting_[i] != kNone;) {
        if (dom_[formatting_[i]].tag == Tag::a) open = formatting_[i];
        if (open != kNone) break;
      }
      if (open != kNone) {
        Adopt(token);
        RemoveFormatting(open);
        RemoveFromStack(open);
      }
    }
    Reconstruct();
    if (tag == Tag::nobr && InScope(tag, kScope)) {
      Adopt(token);
      Reconstruct();
    }
    PushFormatting(Insert(token));
    return;
  }
  if (kHeadings.Has(tag)) {
    ClosePInScope();
    if (dom_[Current()].ns == Namespace::kHtml && kHeadings.Has(dom_[Current()].tag)) Pop();
    Insert(token);
    return;
  }
  if (kStrayTableTags.Has(tag)) return;
  switch (tag) {
    case Tag::html:
    case Tag::body:
      // A second one gives its attributes to the first if that has none.
      if (!HasOpen(Tag::kTemplate)) {
        const NodeId id = tag == Tag::html ? stack_[0] : stack_.size() > 1 ? stack_[1] : kNone;
        if (id != kNone && Is(id, tag) && dom_[id].attr_count == 0) {
          Node& node = dom_.nodes()[id];
          node.attrs = static_cast<uint32_t>(dom_.attrs().size());
          node.attr_count = static_cast<uint16_t>(token.attrs.size());
          dom_.attrs().insert(dom_.attrs().end(), token.attrs.begin(), token.attrs.end());
        }
        if (tag == Tag::body) frameset_ok_ = false;
      }
      return;
    case Tag::frameset:
      if (!frameset_ok_ || stack_.size() < 2 || !Is(stack_[1], Tag::body)) return;
      Detach(stack_[1]);
      PopTo(1);
      Insert(token);
      mode_ = Mode::kInFrameset;
      return;
    case Tag::pre:
    case Tag::listing:
      ClosePInScope();
      Insert(token);
      skip_newline_ = true;
      frameset_ok_ = false;
      return;
    case Tag::form:
      if (form_ != kNone && !HasOpen(Tag::kTemplate)) return;
      ClosePInScope();
      form_ = Insert(token);
      if (HasOpen(Tag::kTemplate)) form_ = kNone;
      return;
    case Tag::li:
    case Tag::dd:
    case Tag::dt:
      frameset_ok_ = false;
      for (size_t i = stack_.size(); i-- > 0;) {
        const Node& node = dom_[stack_[i]];
        const bool html = node.ns == Namespace::kHtml;
        const bool same =
            tag == Tag::li ? node.tag == Tag::li : node.tag == Tag::dd || node.tag == Tag::dt;
        if (html && same) {
          const Tag found = node.tag;
          GenerateImpliedEnds(found);
          PopUntil(found);
          break;
        }
        const bool light =
            html && (node.tag == Tag::address || node.tag == Tag::div || node.tag == Tag::p);
        if (IsSpecial(stack_[i]) && !light) break;
        Work(1);
      }
      ClosePInScope();
      Insert(token);
      return;
    case Tag::plaintext:
      ClosePInScope();
      Insert(token);
      tokenizer_.SetMode(Tokenizer::Mode::kPlainText, tag);
      return;
    case Tag::button:
      if (InScope(tag, kScope)) {
        GenerateImpliedEnds(Tag::kUnknown);
        PopUntil(tag);
      }
      Reconstruct();
      Insert(token);
      frameset_ok_ = false;
      return;
    case Tag::applet:
    case Tag::marquee:
    case Tag::object:
      Reconstruct();
      Insert(token);
      PushMarker();
      frameset_ok_ = false;
      return;
    case Tag::table:
      if (!quirks_) ClosePInScope();
      Insert(token);
      frameset_ok_ = false;
      mode_ = Mode::kInTable;
      return;
    case Tag::area:
    case Tag::br:
    case Tag::embed:
    case Tag::img:
    case Tag::keygen:
    case Tag::wbr:
      Reconstruct();
      InsertVoid(token);
      frameset_ok_ = false;
      return;
    case Tag::input:
      Reconstruct();
      InsertVoid(token);
      return;
    case Tag::param:
    case Tag::source:
    case Tag::track: InsertVoid(token); return;
    case Tag::hr:
      ClosePInScope();
      InsertVoid(token);
      frameset_ok_ = false;
      return;
    case Tag::image: {
      Token img = token;
      img.tag = Tag::img;
      return InBodyStart(img);
    }
    case Tag::textarea:
      ReadRaw(token, Tokenizer::Mode::kRcdata);
      skip_newline_ = true;
      frameset_ok_ = false;
      return;
    case Tag::xmp:
      ClosePInScope();
      Reconstruct();
      frameset_ok_ = false;
      return ReadRaw(token, Tokenizer::Mode::kRawText);
    case Tag::iframe: frameset_ok_ = false; [[fallthrough]];
    case Tag::noembed:
    case Tag::noscript: return ReadRaw(token, Tokenizer::Mode::kRawText);
    case Tag::select:
      Reconstruct();
      Insert(token);
      frameset_ok_ = false;
      mode_ = mode_ == Mode::kInTable || mode_ == Mode::kInCaption || mode_ == Mode::kInTableBody ||
                      mode_ == Mode::kInRow || mode_ == Mode::kInCell
                  ? Mode::kInSelectInTable
                  : Mode::kInSelect;
      return;
    case Tag::optgroup:
    case Tag::option:
      if (IsCurrent(Tag::option)) Pop();
      Reconstruct();
      Insert(token);
      return;
    case Tag::rb:
    case Tag::rtc:
      if (InScope(Tag::ruby, kScope)) GenerateImpliedEnds(Tag::kUnknown);
      Insert(token);
      return;
    case Tag::rp:
    case Tag::rt:
      if (InScope(Tag::ruby, kScope)) GenerateImpliedEnds(Tag::rtc);
      Insert(token);
      return;
    case Tag::math:
    case Tag::svg:
      Reconstruct();
      Insert(token, tag == Tag::svg ? Namespace::kSvg : Namespace::kMath);
      if (token.self_closing) Pop();
      return;
    default:
      Reconstruct();
      Insert(token);
      return;
  }
}

void TreeBuilder::InBodyEnd(const Token& token) {
  const Tag tag = token.tag;
  if (tag == Tag::kUnknown) return CloseAnyOther(token);
  if (tag == Tag::p) {
    if (!InScope(Tag::p, kButtonScope)) Implied(Tag::p);
    return CloseP();
  }
  if (kFormatting.Has(tag)) return Adopt(token);
  if (kHeadings.Has(tag)) {
    if (!InScope(kHeadings, kScope)) return;
    GenerateImpliedEnds(Tag::kUnknown);
    return PopUntilIn(kHeadings);
  }
  if (kBlocks.Has(tag) || tag == Tag::button || tag == Tag::listing || tag == Tag::pre) {
    if (!InScope(tag, kScope)) return;
    GenerateImpliedEnds(Tag::kUnknown);
    return PopUntil(tag);
  }
  switch (tag) {
    case Tag::kTemplate: return EndTemplate();
    case Tag::body:
    case Tag::html:
      if (!InScope(Tag::body, kScope)) return;
      mode_ = Mode::kAfterBody;
      if (tag == Tag::html) Process(token);
      return;
    case Tag::form:
      if (HasOpen(Tag::kTemplate)) {
        if (!InScope(tag, kScope)) return;
        GenerateImpliedEnds(Tag::kUnknown);
        PopUntil(tag);
      } else {
        const NodeId form = form_;
        form_ = kNone;
        if (form == kNone || !InScope(tag, kScope)) return;
        GenerateImpliedEnds(Tag::kUnknown);
        RemoveFromStack(form);
      }
      return;
    case Tag::li:
    case Tag::dd:
    case Tag::dt:
      if (!InScope(tag, tag == Tag::li ? kListScope : kScope)) return;
      GenerateImpliedEnds(tag);
      return PopUntil(tag);
    case Tag::applet:
    case Tag::marquee:
    case Tag::object:
      if (!InScope(tag, kScope)) return;
      GenerateImpliedEnds(Tag::kUnknown);
      PopUntil(tag);
      return ClearToMarker();
    case Tag::br: {
      Token br = token;
      br.type = Type::kStartTag;
      br.attrs.clear();
      return InBodyStart(br);
    }
    default: return CloseAnyOther(token);
  }
}

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
