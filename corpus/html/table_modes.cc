// The insertion modes within tables and <select>, and foreign content.
#include <algorithm>

#include "base/ascii.h"
#include "corpus/html/tag_sets.h"
#include "corpus/html/tree_builder.h"

namespace factmill::html {
namespace {

constexpr TagSet kTableContext = {Tag::table, Tag::kTemplate, Tag::html};
constexpr TagSet kBodyContext = {Tag::tbody, Tag::tfoot, Tag::thead, Tag::kTemplate, Tag::html};
constexpr TagSet kRowContext = {Tag::tr, Tag::kTemplate, Tag::html};
constexpr TagSet kTableParts = {Tag::caption, Tag::col, Tag::colgroup, Tag::tbody, Tag::td,
                                Tag::tfoot,   Tag::th,  Tag::thead,    Tag::tr};

// Start tags that end foreign content.
constexpr TagSet kBreakout = {
    Tag::b,      Tag::big,    Tag::blockquote, Tag::body,    Tag::br,    Tag::center, Tag::code,
    Tag::dd,     Tag::div,    Tag::dl,         Tag::dt,      Tag::em,    Tag::embed,  Tag::h1,
    Tag::h2,     Tag::h3,     Tag::h4,         Tag::h5,      Tag::h6,    Tag::head,   Tag::hr,
    Tag::i,      Tag::img,    Tag::li,         Tag::listing, Tag::menu,  Tag::meta,   Tag::nobr,
    Tag::ol,     Tag::p,      Tag::pre,        Tag::ruby,    Tag::s,     Tag::small,  Tag::span,
    Tag::strong, Tag::strike, Tag::sub,        Tag::sup,     Tag::table, Tag::tt,     Tag::u,
    Tag::ul,     Tag::var};

}  // namespace

void TreeBuilder::InTable(const Token& token) {
  if (IsText(token) && dom_[Current()].ns == Namespace::kHtml &&
      kFostering.Has(dom_[Current()].tag) && IsSpace(token)) {
    return InsertText(token);
  }
  if (token.type == Type::kDoctype) return;
  if (token.type == Type::kEnd) return InBody(token);
  if (token.type == Type::kStartTag) {
    switch (token.tag) {
      case Tag::caption:
        ClearStackTo(kTableContext);
        PushMarker();
        Insert(token);
        mode_ = Mode::kInCaption;
        return;
      case Tag::colgroup:
        ClearStackTo(kTableContext);
        Insert(token);
        mode_ = Mode::kInColumnGroup;
        return;
      case Tag::col:
        ClearStackTo(kTableContext);
        Implied(Tag::colgroup);
        mode_ = Mode::kInColumnGroup;
        return Process(token);
      case Tag::tbody:
      case Tag::tfoot:
      case Tag::thead:
        ClearStackTo(kTableContext);
        Insert(token);
        mode_ = Mode::kInTableBody;
        return;
      case Tag::td:
      case Tag::th:
      case Tag::tr:
        ClearStackTo(kTableContext);
        Implied(Tag::tbody);
        mode_ = Mode::kInTableBody;
        return Process(token);
      case Tag::table:
        if (!InScope(Tag::table, kTableScope)) return;
        PopUntil(Tag::table);
        ResetMode();
        return Process(token);
      case Tag::style:
      case Tag::script:
      case Tag::kTemplate: return InHead(token);
      case Tag::input: {
        const std::string type = [&] {
          for (const Attr& attr : token.attrs) {
            if (attr.name != AttrName::kType) continue;
            const uint32_t size = attr.value_end - attr.value_begin;
            return Lowered(dom_.page().substr(attr.value_begin, size));
          }
          return std::string();
        }();
        if (type != "hidden") break;
        InsertVoid(token);
        return;
      }
      case Tag::form:
        if (HasOpen(Tag::kTemplate) || form_ != kNone) return;
        form_ = InsertVoid(token);
        return;
      default: break;
    }
  }
  if (token.type == Type::kEndTag) {
    if (token.tag == Tag::table) {
      if (!InScope(Tag::table, kTableScope)) return;
      PopUntil(Tag::table);
      return ResetMode();
    }
    if (token.tag == Tag::kTemplate) return InHead(token);
    if (kTableParts.Has(token.tag) || token.tag == Tag::body || token.tag == Tag::html) return;
  }
  const bool foster = foster_;
  foster_ = true;
  InBody(token);
  foster_ = foster;
}

void TreeBuilder::InCaption(const Token& token) {
  const bool ends_table = IsStart(token, kTableParts) || IsEnd(token, {Tag::table});
  if (ends_table || IsEnd(token, {Tag::caption})) {
    if (!InScope(Tag::caption, kTableScope)) return;
    GenerateImpliedEnds(Tag::kUnknown);
    PopUntil(Tag::caption);
    ClearToMarker();
    mode_ = Mode::kInTable;
    if (ends_table) Process(token);
    return;
  }
  if (IsEnd(token, kTableParts | TagSet{Tag::body, Tag::html})) return;
  InBody(token);
}

void TreeBuilder::InColumnGroup(const Token& token) {
  Token rest = token;
  if (IsText(token) && !SplitSpaces(&rest, true)) return;
  if (token.type == Type::kDoctype) return;
  if (IsStart(token, {Tag::html})) return InBody(token);
  if (IsStart(token, {Tag::col})) {
    InsertVoid(token);
    return;
  }
  if (IsStart(token, {Tag::kTemplate}) || IsEnd(token, {Tag::kTemplate})) return InHead(token);
  if (IsEnd(token, {Tag::col})) return;
  if (token.type == Type::kEnd) return InBody(token);
  if (!IsCurrent(Tag::colgroup)) return;
  Pop();
  mode_ = Mode::kInTable;
  if (!IsEnd(token, {Tag::colgroup})) Process(rest);
}

void TreeBuilder::InTableBody(const Token& token) {
  if (IsStart(token, {Tag::tr})) {
    ClearStackTo(kBodyContext);
    Insert(token);
    mode_ = Mode::kInRow;
    return;
  }
  if (IsStart(token, kCells)) {
    ClearStackTo(kBodyContext);
    Implied(Tag::tr);
    mode_ = Mode::kInRow;
    return Process(token);
  }
  if (IsEnd(token, kRowGroups)) {
    if (!InScope(token.tag, kTableScope)) return;
    ClearStackTo(kBodyContext);
    Pop();
    mode_ = Mode::kInTable;
    return;
  }
  if (IsStart(token, {Tag::caption, Tag::col, Tag::colgroup, Tag::tbody, Tag::tfoot, Tag::thead}) ||
      IsEnd(token, {Tag::table})) {
    if (!InScope(kRowGroups, kTableScope)) return;
    ClearStackTo(kBodyContext);
    Pop();
    mode_ = Mode::kInTable;
    return Process(token);
  }
  if (IsEnd(token, kTableParts | TagSet{Tag::body, Tag::html})) return;
  InTable(token);
}

void TreeBuilder::InRow(const Token& token) {
  if (IsStart(token, kCells)) {
    ClearStackTo(kRowContext);
    Insert(token);
    mode_ = Mode::kInCell;
    PushMarker();
    return;
  }
  const bool ends_row = IsStart(token, {Tag::caption, Tag::col, Tag::colgroup, Tag::tbody,
                                        Tag::tfoot, Tag::thead, Tag::tr}) ||
                        IsEnd(token, {Tag::table});
  const bool ends_group = IsEnd(token, kRowGroups);
  if (ends_row || ends_group || IsEnd(token, {Tag::tr})) {
    if (ends_group && !InScope(token.tag, kTableScope)) return;
    if (!InScope(Tag::tr, kTableScope)) return;
    ClearStackTo(kRowContext);
    Pop();
    mode_ = Mode::kInTableBody;
    if (ends_row || ends_group) Process(token);
    return;
  }
  if (IsEnd(token, kTableParts | TagSet{Tag::body, Tag::html})) return;
  InTable(token);
}

void TreeBuilder::InCell(const Token& token) {
  const auto close = [&] {
    GenerateImpliedEnds(Tag::kUnknown);
    PopUntilIn(kCells);
    ClearToMarker();
    mode_ = Mode::kInRow;
  };
  if (IsEnd(token, kCells)) {
    if (!InScope(token.tag, kTableScope)) return;
    GenerateImpliedEnds(Tag::kUnknown);
    PopUntil(token.tag);
    ClearToMarker();
    mode_ = Mode::kInRow;
    return;
  }
  if (IsStart(token, kTableParts)) {
    if (!InScope(kCells, kTableScope)) return;
    close();
    return Process(token);
  }
  if (IsEnd(token, {Tag::body, Tag::caption, Tag::col, Tag::colgroup, Tag::html})) return;
  if (IsEnd(token, {Tag::table, Tag::tbody, Tag::tfoot, Tag::thead, Tag::tr})) {
    if (!InScope(token.tag, kTableScope)) return;
    close();
    return Process(token);
  }
  InBody(token);
}

void TreeBuilder::InSelect(const Token& token) {
  if (mode_ == Mode::kInSelectInTable) {
    constexpr TagSet kTables = {Tag::caption, Tag::table, Tag::tbody, Tag::tfoot,
                                Tag::thead,   Tag::tr,    Tag::td,    Tag::th};
    const bool end = IsEnd(token, kTables);
    if (IsStart(token, kTables) || end) {
      if (end && !InScope(token.tag, kTableScope)) return;
      PopUntil(Tag::select);
      ResetMode();
      return Process(token);
    }
  }
  if (IsText(token)) return InsertText(token);
  if (token.type == Type::kDoctype) return;
  if (token.type == Type::kEnd) return InBody(token);
  const auto close = [&] {
    if (!HasOpen(Tag::select)) return false;
    PopUntil(Tag::select);
    ResetMode();
    return true;
  };
  if (token.type == Type::kStartTag) {
    switch (token.tag) {
      case Tag::html: return InBody(token);
      case Tag::option:
        if (IsCurrent(Tag::option)) Pop();
        Insert(token);
        return;
      case Tag::optgroup:
      case Tag::hr:
        if (IsCurrent(Tag::option)) Pop();
        if (IsCurrent(Tag::optgroup)) Pop();
        if (token.tag == Tag::hr) {
          InsertVoid(token);
        } else {
          Insert(token);
        }
        return;
      case Tag::select: close(); return;
      case Tag::input:
      case Tag::keygen:
      case Tag::textarea:
        if (close()) Process(token);
        return;
      case Tag::script:
      case Tag::kTemplate: return InHead(token);
      default: return;
    }
  }
  switch (token.tag) {
    case Tag::optgroup:
      if (IsCurrent(Tag::option) && stack_.size() > 1 &&
          Is(stack_[stack_.size() - 2], Tag::optgroup)) {
        Pop();
      }
      if (IsCurrent(Tag::optgroup)) Pop();
      return;
    case Tag::option:
      if (IsCurrent(Tag::option)) Pop();
      return;
    case Tag::select: close(); return;
    case Tag::kTemplate: return InHead(token);
    default: return;
  }
}

void TreeBuilder::InForeign(const Token& token) {
  if (IsText(token)) {
    InsertText(token);
    if (!IsSpace(token)) frameset_ok_ = false;
    return;
  }
  if (token.type == Type::kDoctype) return;
  if (token.type == Type::kStartTag || IsEnd(token, {Tag::br, Tag::p})) {
    bool breakout = token.type == Type::kEndTag || kBreakout.Has(token.tag);
    if (token.tag == Tag::font && token.type == Type::kStartTag) {
      breakout = std::any_of(token.attrs.begin(), token.attrs.end(), [](const Attr& attr) {
        return attr.name == AttrName::kColor || attr.name == AttrName::kFace ||
               attr.name == AttrName::kSize;
      });
    }
    if (breakout) {
      do {
        Pop();
      } while (
          dom_[Current()].ns != Namespace::kHtml &&
          !(dom_[Current()].ns == Namespace::kMath && kMathTextPoints.Has(dom_[Current()].tag)) &&
          !(dom_[Current()].ns == Namespace::kSvg && kSvgBounds.Has(dom_[Current()].tag)));
      return ProcessIn(mode_, token);
    }
    Insert(token, dom_[Current()].ns);
    if (token.self_closing) Pop();
    return;
  }
  // An end tag: closes the nearest of its name, through HTML by HTML's rules.
  for (size_t i = stack_.size(); i-- > 1;) {
    if (dom_[stack_[i]].ns == Namespace::kHtml) return ProcessIn(mode_, token);
    Work(1);
    if (!SameName(stack_[i], token)) continue;
    return PopTo(i);
  }
}

}  // namespace factmill::html
