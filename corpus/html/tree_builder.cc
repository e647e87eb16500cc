#include "corpus/html/tree_builder.h"

#include <algorithm>

#include "base/ascii.h"
#include "corpus/html/parser.h"
#include "corpus/html/tag_sets.h"

namespace factmill::html {
namespace {

constexpr size_t kTooDeep = 10000;          // Of the stack.
constexpr uint32_t kMostNodes = 1'000'000;  // Some 130 MB with all that is said of them.

constexpr char kTooMany[] = "it has more than a million elements and texts";

}  // namespace

void TreeBuilder::StopAt(std::string error) {
  if (error_.empty()) error_ = std::move(error);
  stopped_ = true;
}

void TreeBuilder::Work(size_t steps) {
  work_ += steps;
  constexpr uint64_t kFree = 20'000'000, kPerByte = 100;
  if (work_ > kFree + kPerByte * dom_.page().size()) {
    StopAt("its elements cross so often that no person made the page");
  }
}

bool TreeBuilder::IsSpecial(NodeId id) const {
  const Node& node = dom_[id];
  if (node.ns == Namespace::kHtml) return kSpecial.Has(node.tag);
  return (node.ns == Namespace::kMath ? kMathBounds : kSvgBounds).Has(node.tag);
}

bool TreeBuilder::SameName(NodeId id, const Token& token) const {
  if (dom_[id].tag != token.tag) return false;
  if (token.tag != Tag::kUnknown) return true;
  const uint32_t begin = token.begin + 1 + (token.type == Type::kEndTag);
  const std::string_view name = dom_.page().substr(begin, token.name_end - begin);
  const std::string_view other = dom_.WrittenName(id);
  return SameCaseless(name, other);
}

NodeId TreeBuilder::NewElement(const Token& token, Tag tag, Namespace ns) {
  Node node;
  node.type = NodeType::kElement;
  node.ns = ns;
  node.tag = tag;
  if (token.type == Type::kStartTag) {
    node.attrs = static_cast<uint32_t>(dom_.attrs().size());
    node.attr_count = static_cast<uint16_t>(token.attrs.size());
    dom_.attrs().insert(dom_.attrs().end(), token.attrs.begin(), token.attrs.end());
  }
  node.begin = token.begin;
  node.end = token.name_end;
  node.open_end = token.end;
  dom_.nodes().push_back(node);
  return dom_.size() - 1;
}

void TreeBuilder::Attach(NodeId id, Place place) {
  std::vector<Node>& nodes = dom_.nodes();
  Node& node = nodes[id];
  node.parent = place.parent;
  node.next = place.before;
  node.prev = place.before == kNone ? nodes[place.parent].last : nodes[place.before].prev;
  (node.prev == kNone ? nodes[place.parent].first : nodes[node.prev].next) = id;
  (place.before == kNone ? nodes[place.parent].last : nodes[place.before].prev) = id;
}

void TreeBuilder::Detach(NodeId id) {
  std::vector<Node>& nodes = dom_.nodes();
  Node& node = nodes[id];
  if (node.parent == kNone) return;
  (node.prev == kNone ? nodes[node.parent].first : nodes[node.prev].next) = node.next;
  (node.next == kNone ? nodes[node.parent].last : nodes[node.next].prev) = node.prev;
  node.parent = node.next = node.prev = kNone;
}

TreeBuilder::Place TreeBuilder::FosterPlace() const {
  size_t table = stack_.size(), temp = stack_.size();
  for (size_t i = stack_.size(); i-- > 0;) {
    if (temp == stack_.size() && Is(stack_[i], Tag::kTemplate)) temp = i;
    if (table == stack_.size() && Is(stack_[i], Tag::table)) table = i;
    if (table != stack_.size() || temp != stack_.size()) break;
  }
  if (temp != stack_.size() && (table == stack_.size() || temp > table)) {
    return {stack_[temp], kNone};
  }
  if (table == stack_.size()) return {stack_[0], kNone};
  if (dom_[stack_[table]].parent != kNone) return {dom_[stack_[table]].parent, stack_[table]};
  return {stack_[table - 1], kNone};
}

TreeBuilder::Place TreeBuilder::PlaceFor(NodeId target) const {
  if (foster_ && dom_[target].ns == Namespace::kHtml && kFostering.Has(dom_[target].tag)) {
    return FosterPlace();
  }
  return {target, kNone};
}

void TreeBuilder::Push(NodeId id) {
  stack_.push_back(id);
  if (dom_[id].ns == Namespace::kHtml) ++open_[static_cast<size_t>(dom_[id].tag)];
  if (stack_.size() > kTooDeep) StopAt("its elements are nested more than 10,000 deep");
  if (dom_.size() > kMostNodes) StopAt(kTooMany);
}

void TreeBuilder::Pop() {
  const NodeId id = stack_.back();
  if (dom_[id].ns == Namespace::kHtml) --open_[static_cast<size_t>(dom_[id].tag)];
  stack_.pop_back();
}

void TreeBuilder::PopTo(size_t size) {
  while (stack_.size() > size) Pop();
}

void TreeBuilder::PopUntil(Tag tag) {
  while (!stack_.empty()) {
    const bool found = IsCurrent(tag);
    Pop();
    if (found) return;
  }
}

void TreeBuilder::PopUntilIn(const TagSet& tags) {
  while (!stack_.empty()) {
    const Node& node = dom_[Current()];
    const bool found = node.ns == Namespace::kHtml && tags.Has(node.tag);
    Pop();
    if (found) return;
  }
}

void TreeBuilder::ClearStackTo(const TagSet& tags) {
  while (stack_.size() > 1 &&
         !(dom_[Current()].ns == Namespace::kHtml && tags.Has(dom_[Current()].tag))) {
    Pop();
  }
}

void TreeBuilder::RemoveFromStack(NodeId id) {
  for (size_t i = stack_.size(); i-- > 0;) {
    if (stack_[i] != id) continue;
    Work(stack_.size() - i);
    if (dom_[id].ns == Namespace::kHtml) --open_[static_cast<size_t>(dom_[id].tag)];
    stack_.erase(stack_.begin() + static_cast<ptrdiff_t>(i));
    return;
  }
}

NodeId TreeBuilder::Insert(const Token& token, Namespace ns) {
  const NodeId id = NewElement(token, token.tag, ns);
  const NodeId target = stack_.size() > kMostDepth ? stack_[kMostDepth] : Current();
  Attach(id, PlaceFor(target));
  Push(id);
  return id;
}

NodeId TreeBuilder::InsertVoid(const Token& token) {
  const NodeId id = Insert(token);
  Pop();
  return id;
}

NodeId TreeBuilder::Implied(Tag tag) {
  const NodeId id = NewElement(Token(), tag, Namespace::kHtml);
  Attach(id, PlaceFor(Current()));
  Push(id);
  return id;
}

void TreeBuilder::InsertText(const Token& token) {
  const NodeId target = stack_.size() > kMostDepth ? stack_[kMostDepth] : Current();
  const Place place = PlaceFor(target);
  if (place.parent == kNone) return;
  Node node;
  node.type = token.type == Type::kRawText ? NodeType::kRawText : NodeType::kText;
  node.begin = token.begin;
  node.end = token.end;
  dom_.nodes().push_back(node);
  if (dom_.size() > kMostNodes) StopAt(kTooMany);
  Attach(dom_.size() - 1, place);
}

bool TreeBuilder::InScope(Tag tag, const TagSet& bounds) {
  return HasOpen(tag) && InScope(TagSet{tag}, bounds);
}

bool TreeBuilder::InScope(const TagSet& tags, const TagSet& bounds) {
  for (size_t i = stack_.size(); i-- > 0;) {
    const Node& node = dom_[stack_[i]];
    const bool html = node.ns == Namespace::kHtml;
    const bool found = html && tags.Has(node.tag);
    const bool bound =
        html ? bounds.Has(node.tag) : bounds.Has(Tag::applet) && IsSpecial(stack_[i]);
    if (!found && !bound) continue;
    Work(stack_.size() - i);
    return found;
  }
  return false;
}

void TreeBuilder::GenerateImpliedEnds(Tag except) {
  while (dom_[Current()].ns == Namespace::kHtml && kImpliedEnds.Has(dom_[Current()].tag) &&
         dom_[Current()].tag != except) {
    Pop();
  }
}

void TreeBuilder::GenerateAllImpliedEnds() {
  while (dom_[Current()].ns == Namespace::kHtml && kAllImpliedEnds.Has(dom_[Current()].tag)) Pop();
}

void TreeBuilder::ClosePInScope() {
  if (InScope(Tag::p, kButtonScope)) CloseP();
}

void TreeBuilder::CloseP() {
  GenerateImpliedEnds(Tag::p);
  PopUntil(Tag::p);
}

void TreeBuilder::ResetMode() {
  for (size_t i = stack_.size(); i-- > 0;) {
    const Node& node = dom_[stack_[i]];
    if (node.ns != Namespace::kHtml) continue;
    switch (node.tag) {
      case Tag::select:
        mode_ = Mode::kInSelect;
        for (size_t at = i; at-- > 1;) {
          if (Is(stack_[at], Tag::kTemplate)) break;
          if (Is(stack_[at], Tag::table)) mode_ = Mode::kInSelectInTable;
        }
        return;
      case Tag::td:
      case Tag::th: mode_ = Mode::kInCell; return;
      case Tag::tr: mode_ = Mode::kInRow; return;
      case Tag::tbody:
      case Tag::thead:
      case Tag::tfoot: mode_ = Mode::kInTableBody; return;
      case Tag::caption: mode_ = Mode::kInCaption; return;
      case Tag::colgroup: mode_ = Mode::kInColumnGroup; return;
      case Tag::table: mode_ = Mode::kInTable; return;
      case Tag::kTemplate:
        mode_ = template_modes_.empty() ? Mode::kInBody : template_modes_.back();
        return;
      case Tag::head: mode_ = Mode::kInHead; return;
      case Tag::body: mode_ = Mode::kInBody; return;
      case Tag::frameset: mode_ = Mode::kInFrameset; return;
      case Tag::html: mode_ = head_ == kNone ? Mode::kBeforeHead : Mode::kAfterHead; return;
      default: break;
    }
  }
  mode_ = Mode::kInBody;
}

void TreeBuilder::ReadRaw(const Token& token, Tokenizer::Mode mode) {
  Insert(token);
  tokenizer_.SetMode(mode, token.tag);
  original_mode_ = mode_;
  mode_ = Mode::kText;
}

// Is the token one for foreign content?
bool TreeBuilder::IsForeign(const Token& token) const {
  if (stack_.empty()) return false;
  const NodeId current = Current();
  const Node& node = dom_[current];
  if (node.ns == Namespace::kHtml || token.type == Type::kEnd) return false;
  const bool text = token.type == Type::kText || token.type == Type::kRawText;
  const bool start = token.type == Type::kStartTag;
  if (node.ns == Namespace::kMath) {
    if (kMathTextPoints.Has(node.tag)) {
      if (text || (start && token.tag != Tag::mglyph && token.tag != Tag::malignmark)) return false;
    }
    if (node.tag == Tag::kAnnotationXml) {
      if (start && token.tag == Tag::svg) return false;
      const std::string encoding = dom_.Value(current, AttrName::kEncoding);
      if ((text || start) && (SameCaseless(encoding, "text/html") ||
                              SameCaseless(encoding, "application/xhtml+xml"))) {
        return false;
      }
    }
    return true;
  }
  return !(kSvgBounds.Has(node.tag) && (text || start));
}

void TreeBuilder::Process(const Token& token) {
  if (IsForeign(token)) {
    InForeign(token);
  } else {
    ProcessIn(mode_, token);
  }
}

void TreeBuilder::ProcessIn(Mode mode, const Token& token) {
  switch (mode) {
    case Mode::kInitial: return Initial(token);
    case Mode::kBeforeHtml: return BeforeHtml(token);
    case Mode::kBeforeHead: return BeforeHead(token);
    case Mode::kInHead: return InHead(token);
    case Mode::kAfterHead: return AfterHead(token);
    case Mode::kInBody: return InBody(token);
    case Mode::kText:
      if (token.type == Type::kText || token.type == Type::kRawText) return InsertText(token);
      Pop();
      mode_ = original_mode_;
      if (token.type == Type::kEnd) Process(token);
      return;
    case Mode::kInTable: return InTable(token);
    case Mode::kInCaption: return InCaption(token);
    case Mode::kInColumnGroup: return InColumnGroup(token);
    case Mode::kInTableBody: return InTableBody(token);
    case Mode::kInRow: return InRow(token);
    case Mode::kInCell: return InCell(token);
    case Mode::kInSelect:
    case Mode::kInSelectInTable: return InSelect(token);
    case Mode::kInTemplate: return InTemplate(token);
    case Mode::kAfterBody:
    case Mode::kAfterAfterBody: return AfterBody(token);
    case Mode::kInFrameset: return InFrameset(token);
    case Mode::kAfterFrameset:
    case Mode::kAfterAfterFrameset: return AfterFrameset(token);
  }
}

bool TreeBuilder::Build(const Deadline& deadline) {
  constexpr uint64_t kTokensALook = 1 << 14;
  Token token;
  uint64_t tokens = 0;
  do {
    if (++tokens % kTokensALook == 0 && deadline.Passed()) StopAt(deadline.Check().message());
    tokenizer_.set_foreign(!stack_.empty() && dom_[Current()].ns != Namespace::kHtml);
    tokenizer_.Next(&token);
    if (skip_newline_) {
      skip_newline_ = false;
      if (token.type == Type::kText) {
        const std::string_view page = dom_.page();
        if (page[token.begin] == '\r') ++token.begin;
        if (token.begin < token.end && page[token.begin] == '\n') ++token.begin;
        if (token.begin == token.end) continue;
      }
    }
    if (token.type == Type::kComment) continue;
    Process(token);
    if (tokenizer_.most_attributes() > kTooManyAttributes) {
      StopAt("a tag of it has more than 10,000 attributes");
    }
  } while (token.type != Type::kEnd && !stopped_);
  return error_.empty();
}

Result<Dom> Parse(std::string_view page, const Deadline& deadline) {
  TreeBuilder builder(page);
  if (!builder.Build(deadline)) return Status(Code::kUnreadable, builder.error());
  return builder.TakeDom();
}

}  // namespace factmill::html
