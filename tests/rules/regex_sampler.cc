#include "tests/rules/regex_sampler.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "base/utf8.h"

namespace factmill {
namespace {

using Range = std::pair<char32_t, char32_t>;

// What stands where almost anything may stand.
constexpr char32_t kAnything[] = U"aX5 ,.。，-元中年月人万三第约\"(（%$ns";
constexpr char32_t kHan[] = U"中元县厂人年三万第东江新企业";
constexpr int kShort = 3;  // A repetition without a limit goes on for so long.

bool Holds(const std::vector<Range>& ranges, char32_t c) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [c](const Range& range) { return range.first <= c && c <= range.second; });
}

}  // namespace

// Alternatives of sequences, or a class of characters; and how often.
struct RegexSampler::Node {
  std::vector<std::vector<Node>> alternatives;
  std::vector<Range> ranges;
  bool negated = false;
  int least = 1, most = 1;
};

class RegexSampler::Parser {
 public:
  explicit Parser(std::string_view regex) : regex_(regex) {}

  Node Alternatives() {
    Node node;
    node.alternatives.emplace_back();
    while (at_ < regex_.size() && regex_[at_] != ')') {
      if (regex_[at_] == '|') {
        ++at_;
        node.alternatives.emplace_back();
        continue;
      }
      Node item = Item();
      Quantify(&item);
      node.alternatives.back().push_back(std::move(item));
    }
    return node;
  }

 private:
  Node Item() {
    Node node;
    const char c = regex_[at_];
    if (c == '(') {
      if (regex_.substr(at_, 3) == "(?P")
        at_ = regex_.find('>', at_) + 1;
      else
        at_ += regex_.substr(at_, 3) == "(?:" ? 3 : 1;
      node = Alternatives();
      ++at_;
    } else if (c == '^' || c == '$') {
      ++at_;
      node.alternatives.emplace_back();
    } else if (c == '.') {
      ++at_;
      node.negated = true;
    } else if (c == '[') {
      Class(&node);
    } else if (c == '\\' && regex_.substr(at_, 2) == "\\z") {
      at_ += 2;
      node.alternatives.emplace_back();
    } else {
      Single(&node);
    }
    return node;
  }

  void Class(Node* node) {
    ++at_;
    if (regex_[at_] == '^') {
      node->negated = true;
      ++at_;
    }
    for (bool first = true; regex_[at_] != ']' || first; first = false) {
      if (regex_.substr(at_, 2) == "[:") {
        at_ = regex_.find(":]", at_) + 2;
        node->ranges.emplace_back('a', 'z');
        continue;
      }
      Single(node);
      const bool range = regex_[at_] == '-' && regex_[at_ + 1] != ']';
      if (!range) continue;
      ++at_;
      Node high;
      Single(&high);
      node->ranges.back().second = high.ranges.back().second;
    }
    ++at_;
  }

  // Adds a character or an escape to the node's class.
  void Single(Node* node) {
    if (regex_[at_] != '\\') {
      int size;
      const char32_t c = DecodeUtf8(regex_, at_, &size);
      at_ += size;
      node->ranges.emplace_back(c, c);
      return;
    }
    const char escaped = regex_[at_ + 1];
    at_ += 2;
    switch (escaped) {
      case 'd': node->ranges.emplace_back('0', '9'); return;
      case 's': node->ranges.emplace_back(' ', ' '); return;
      case 'w': node->ranges.emplace_back('a', 'z'); return;
      case 'D': node->ranges.emplace_back('g', 'p'); return;
      case 'S': node->ranges.emplace_back('3', '7'); return;
      case 'W': node->ranges.emplace_back(' ', '/'); return;
      case 't': node->ranges.emplace_back('\t', '\t'); return;
      case 'n': node->ranges.emplace_back('\n', '\n'); return;
      case 'p':
      case 'P': return Property(node);
      case 'x': return Hexadecimal(node);
      default: node->ranges.emplace_back(escaped, escaped); return;
    }
  }

  void Property(Node* node) {
    const bool braces = regex_[at_] == '{';
    const size_t end = braces ? regex_.find('}', at_) : at_;
    const bool han = regex_.substr(at_, end - at_).find("Han") != std::string_view::npos;
    at_ = end + 1;
    if (!han) node->ranges.emplace_back('a', 'z');
    for (const char32_t c : kHan) {
      if (han && c != 0) node->ranges.emplace_back(c, c);
    }
  }

  void Hexadecimal(Node* node) {
    const bool braces = regex_[at_] == '{';
    const size_t begin = at_ + braces;
    const size_t end = braces ? regex_.find('}', at_) : at_ + 2;
    const auto c = static_cast<char32_t>(
        std::stoul(std::string(regex_.substr(begin, end - begin)), nullptr, 16));
    at_ = end + braces;
    node->ranges.emplace_back(c, c);
  }

  void Quantify(Node* node) {
    if (at_ >= regex_.size()) return;
    const char c = regex_[at_];
    if (c == '?' || c == '*' || c == '+') {
      node->least = c == '+';
      node->most = c == '?' ? 1 : kShort;
      ++at_;
    } else if (c == '{') {
      const size_t close = regex_.find('}', at_);
      const std::string inside(regex_.substr(at_ + 1, close - at_ - 1));
      const size_t comma = inside.find(',');
      node->least = std::stoi(inside);
      node->most = comma == std::string::npos   ? node->least
                   : comma + 1 == inside.size() ? node->least + kShort
                                                : std::stoi(inside.substr(comma + 1));
      at_ = close + 1;
    } else {
      return;
    }
    if (at_ < regex_.size() && regex_[at_] == '?') ++at_;
  }

  std::string_view regex_;
  size_t at_ = 0;
};

RegexSampler::RegexSampler(std::string_view regex)
    : root_(std::make_unique<Node>(Parser(regex).Alternatives())) {}
RegexSampler::RegexSampler(RegexSampler&&) noexcept = default;
RegexSampler::~RegexSampler() = default;

std::string RegexSampler::Sample(Random* random) const {
  std::string out;
  Append(*root_, random, &out);
  return out;
}

void RegexSampler::Append(const Node& node, Random* random, std::string* out) {
  // Both ends of a repetition more often than its middle.
  int times = random->Between(node.least, node.most);
  if (random->OneIn(3)) times = random->OneIn(2) ? node.least : node.most;
  for (int i = 0; i < times; ++i) {
    if (!node.alternatives.empty()) {
      for (const Node& item : random->Pick(node.alternatives)) Append(item, random, out);
      continue;
    }
    char32_t c = 0;
    if (node.negated) {
      constexpr size_t kCharacters = std::size(kAnything) - 1;
      for (int tries = 0; tries < 20; ++tries) {
        c = kAnything[random->Below(kCharacters)];
        if (!Holds(node.ranges, c)) break;
      }
    } else {
      const Range& range = random->Pick(node.ranges);
      c = range.first + static_cast<char32_t>(random->Below(range.second - range.first + 1));
    }
    AppendUtf8(c, out);
  }
}

}  // namespace factmill
