// The insertion mode "in body".
#include "corpus/html/tag_sets.h"
#include "corpus/html/tree_builder.h"

namespace factmill::html {
namespace {

constexpr TagSet kBlocks = {
    Tag::address,  Tag::article,    Tag::aside,   Tag::blockquote, Tag::center,
    Tag::details,  Tag::dialog,     Tag::dir,     Tag::div,        Tag::dl,
    Tag::fieldset, Tag::figcaption, Tag::figure,  Tag::footer,     Tag::header,
    Tag::hgroup,   Tag::main,       Tag::menu,    Tag::nav,        Tag::ol,
    Tag::p,        Tag::search,     Tag::section, Tag::summary,    Tag::ul};
constexpr TagSet kFormatting = {Tag::a,      Tag::b,      Tag::big,  Tag::code, Tag::em,
                                Tag::font,   Tag::i,      Tag::nobr, Tag::s,    Tag::small,
                                Tag::strike, Tag::strong, Tag::tt,   Tag::u};
constexpr TagSet kStrayTableTags = {Tag::caption, Tag::col,   Tag::colgroup, Tag::frame,
                                    Tag::head,    Tag::tbody, Tag::td,       Tag::tfoot,
                                    Tag::th,      Tag::thead, Tag::tr};

}  // namespace

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

}  // namespace factmill::html
