// Formatting that is opened again and adopted: <p><b>one<p>two, <b>one<p>two</b>three.
#include <algorithm>
#include <cstddef>
#include <utility>

#include "corpus/html/tag_sets.h"
#include "corpus/html/tree_builder.h"

namespace factmill::html {
namespace {

constexpr size_t kMostFormatting = 64;  // Active formatting elements.

}  // namespace

bool TreeBuilder::SameAttributes(NodeId a, NodeId b) const {
  const Node &x = dom_[a], &y = dom_[b];
  if (x.attr_count != y.attr_count) return false;
  const std::string_view page = dom_.page();
  const auto attr = [&](const Node& node, size_t i) {
    const Attr& at = dom_.attrs()[node.attrs + i];
    return std::pair(page.substr(at.name_begin, at.name_end - at.name_begin),
                     page.substr(at.value_begin, at.value_end - at.value_begin));
  };
  for (size_t i = 0; i < x.attr_count; ++i) {
    bool found = false;
    for (size_t j = 0; j < y.attr_count && !found; ++j) found = attr(x, i) == attr(y, j);
    if (!found) return false;
  }
  return true;
}

// Of elements that are the same only three stay.
void TreeBuilder::PushFormatting(NodeId id) {
  size_t same = 0, earliest = 0;
  for (size_t i = formatting_.size(); i-- > 0 && formatting_[i] != kNone;) {
    const NodeId other = formatting_[i];
    if (dom_[other].tag != dom_[id].tag || !SameAttributes(other, id)) continue;
    ++same;
    earliest = i;
  }
  if (same >= 3) formatting_.erase(formatting_.begin() + static_cast<ptrdiff_t>(earliest));
  if (formatting_.size() >= kMostFormatting) formatting_.erase(formatting_.begin());
  formatting_.push_back(id);
}

void TreeBuilder::ClearToMarker() {
  while (!formatting_.empty()) {
    const bool marker = formatting_.back() == kNone;
    formatting_.pop_back();
    if (marker) return;
  }
}

void TreeBuilder::RemoveFormatting(NodeId id) {
  formatting_.erase(std::remove(formatting_.begin(), formatting_.end(), id), formatting_.end());
}

NodeId TreeBuilder::Clone(NodeId id) {
  Node node = dom_[id];
  node.parent = node.first = node.last = node.next = node.prev = kNone;
  dom_.nodes().push_back(node);
  return dom_.size() - 1;
}

// Opens again what was closed in the middle: <p><b>one<p>two.
void TreeBuilder::Reconstruct() {
  if (formatting_.empty() || formatting_.back() == kNone) return;
  const auto open = [&](NodeId id) {
    const auto found = std::find(stack_.rbegin(), stack_.rend(), id);
    Work(static_cast<size_t>(found - stack_.rbegin()));
    return found != stack_.rend();
  };
  size_t i = formatting_.size();
  while (i > 0 && formatting_[i - 1] != kNone && !open(formatting_[i - 1])) --i;
  for (; i < formatting_.size() && !stopped_; ++i) {
    const NodeId id = Clone(formatting_[i]);
    const NodeId target = stack_.size() > kMostDepth ? stack_[kMostDepth] : Current();
    Attach(id, PlaceFor(target));
    Push(id);
    formatting_[i] = id;
  }
}

void TreeBuilder::CloseAnyOther(const Token& token) {
  for (size_t i = stack_.size(); i-- > 0;) {
    const NodeId id = stack_[i];
    if (dom_[id].ns == Namespace::kHtml && SameName(id, token)) {
      Work(stack_.size() - i);
      while (Current() != id && kImpliedEnds.Has(dom_[Current()].tag)) Pop();
      PopTo(i);
      return;
    }
    if (IsSpecial(id)) {
      Work(stack_.size() - i);
      return;
    }
  }
}

// The adoption agency: what </b> does in <b>one<p>two</b>three.
void TreeBuilder::Adopt(const Token& token) {
  const auto listed = [&](NodeId id) {
    return std::find(formatting_.begin(), formatting_.end(), id) != formatting_.end();
  };
  if (IsCurrent(token.tag) && !listed(Current())) {
    Pop();
    return;
  }
  for (int round = 0; round < 8; ++round) {
    NodeId formatting = kNone;
    for (size_t i = formatting_.size(); i-- > 0 && formatting_[i] != kNone;) {
      if (dom_[formatting_[i]].tag != token.tag) continue;
      formatting = formatting_[i];
      break;
    }
    if (formatting == kNone) return CloseAnyOther(token);
    const auto open = std::find(stack_.rbegin(), stack_.rend(), formatting);
    Work(static_cast<size_t>(open - stack_.rbegin()));
    if (open == stack_.rend()) return RemoveFormatting(formatting);
    if (!InScope(token.tag, kScope)) return;
    const size_t at = static_cast<size_t>(stack_.rend() - open) - 1;
    size_t furthest = at + 1;
    while (furthest < stack_.size() && !IsSpecial(stack_[furthest])) ++furthest;
    if (furthest == stack_.size()) {
      PopTo(at);
      return RemoveFormatting(formatting);
    }
    AdoptOnce(formatting, at, furthest);
    if (stopped_) return;
  }
}

void TreeBuilder::AdoptOnce(NodeId formatting, size_t stack_at, size_t furthest_at) {
  const NodeId ancestor = stack_[stack_at - 1];
  const NodeId furthest = stack_[furthest_at];
  size_t bookmark = static_cast<size_t>(
      std::find(formatting_.begin(), formatting_.end(), formatting) - formatting_.begin());
  NodeId last = furthest;
  Work(stack_.size() - stack_at);
  int inner = 0;
  for (size_t i = furthest_at; i-- > stack_at + 1;) {
    NodeId node = stack_[i];
    ++inner;
    auto entry = std::find(formatting_.begin(), formatting_.end(), node);
    if (inner > 3 && entry != formatting_.end()) {
      const size_t index = static_cast<size_t>(entry - formatting_.begin());
      formatting_.erase(entry);
      if (index < bookmark) --bookmark;
      entry = formatting_.end();
    }
    if (entry == formatting_.end()) {
      RemoveFromStack(node);
      continue;
    }
    const NodeId copy = Clone(node);
    *entry = copy;
    stack_[i] = copy;
    if (last == furthest) bookmark = static_cast<size_t>(entry - formatting_.begin()) + 1;
    Detach(last);
    Attach(last, {copy, kNone});
    last = copy;
  }
  Detach(last);
  Attach(last, PlaceFor(ancestor));
  const NodeId copy = Clone(formatting);
  Work(1);
  for (NodeId child = dom_[furthest].first; child != kNone;) {
    const NodeId next = dom_[child].next;
    Detach(child);
    Attach(child, {copy, kNone});
    child = next;
    Work(1);
  }
  Attach(copy, {furthest, kNone});
  const size_t old = static_cast<size_t>(
      std::find(formatting_.begin(), formatting_.end(), formatting) - formatting_.begin());
  formatting_.erase(formatting_.begin() + static_cast<ptrdiff_t>(old));
  if (old < bookmark) --bookmark;
  formatting_.insert(
      formatting_.begin() + static_cast<ptrdiff_t>(std::min(bookmark, formatting_.size())), copy);
  RemoveFromStack(formatting);
  const auto place = std::find(stack_.begin(), stack_.end(), furthest);
  stack_.insert(place + 1, copy);
  ++open_[static_cast<size_t>(dom_[copy].tag)];
}

}  // namespace factmill::html
