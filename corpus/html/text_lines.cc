#include "corpus/html/text_lines.h"

#include <algorithm>
#include <cstddef>

#include "base/ascii.h"
#include "base/utf8.h"
#include "corpus/characters.h"
#include "corpus/html/references.h"
#include "corpus/html/tokenizer.h"

namespace factmill::html {
namespace {

constexpr std::string_view kRaised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};

// The digits of <sup>6</sup> raised; "" for any other content.
std::string Raised(std::string_view content) {
  std::string raised;
  if (content.size() > 3) return raised;
  for (size_t i = 0; i < content.size(); ++i) {
    if (content[i] == '-' && i == 0 && content.size() > 1) {
      raised += "⁻";
    } else if (IsAsciiDigit(static_cast<unsigned char>(content[i]))) {
      raised += kRaised[content[i] - '0'];
    } else {
      return "";
    }
  }
  return raised;
}

// Is it markup that ReadMarkup() heeds?
bool IsReadMarkup(std::string_view text) {
  return StartsWithCaseless(text, "<br") || StartsWithCaseless(text, "</br") ||
         StartsWithCaseless(text, "<sup");
}

// What may be left out at both ends of a line.
bool IsBlank(char32_t c) { return IsSpace(c) || IsInvisible(c) || IsLineBreak(c) || c == 0xFFFC; }

class LineReader {
 public:
  explicit LineReader(const PageView& page) : page_(page), dom_(page.dom()), text_(dom_.page()) {}

  std::vector<TextLine> Read(const std::vector<NodeId>& roots) {
    for (const NodeId root : roots) ReadElement(root);
    Break();
    SortByPlace();
    return std::move(lines_);
  }

  bool full() const { return runs_ > kMostRuns; }

  TextLine ReadOne(NodeId text) {
    ReadText(text, false);
    Break();
    return lines_.empty() ? TextLine() : std::move(lines_.front());
  }

 private:
  struct Open {
    uint32_t end;
    NodeId id;
  };

  void ReadElement(NodeId root) {
    std::vector<Open> blocks;
    uint32_t link_end = 0, pre_end = 0;
    for (uint32_t i = page_.Begin(root); i < page_.End(root) && !full();) {
      while (!blocks.empty() && i >= blocks.back().end) {
        Close(blocks.back().id);
        blocks.pop_back();
        block_ = blocks.empty() ? root : blocks.back().id;
      }
      const NodeId id = page_.At(i);
      if (page_.dropped(id)) {
        i = page_.End(id);
        continue;
      }
      if (!dom_.IsElement(id)) {
        in_link_ = i < link_end;
        ReadText(id, i < pre_end);
        ++i;
        continue;
      }
      const Tag tag = dom_[id].tag;
      if (tag == Tag::br) {
        ReadBr(id);
      } else if (tag == Tag::sup && ReadRaised(id)) {
        i = page_.End(id);
        continue;
      } else if (tag == Tag::td || tag == Tag::th) {
        cell_ = true;
        blocks.push_back({page_.End(id), id});
        if (line_.runs.empty()) block_ = id;
      } else if (kBlockTags.Has(tag)) {
        // Blocks within a cell of a table of data part no lines, but are parted.
        if (!InCell(blocks, tag)) {
          Break();
          blocks.push_back({page_.End(id), id});
          block_ = id;
        } else {
          cell_ = true;
        }
      } else if (tag == Tag::a) {
        link_end = std::max(link_end, page_.End(id));
      }
      if (tag == Tag::pre || tag == Tag::listing) pre_end = std::max(pre_end, page_.End(id));
      ++i;
    }
    while (!blocks.empty()) {
      Close(blocks.back().id);
      blocks.pop_back();
    }
    Break();
  }

  bool InCell(const std::vector<Open>& blocks, Tag tag) {
    if (blocks.empty() || tag == Tag::table || tag == Tag::tr) return false;
    const NodeId id = blocks.back().id;
    if (dom_[id].tag != Tag::td && dom_[id].tag != Tag::th) return false;
    return page_.Of(id).chars <= kShortCell;
  }

  void Close(NodeId id) {
    if (dom_[id].tag == Tag::td || dom_[id].tag == Tag::th) {
      // A long cell is no cell of data: what follows is a line of its own.
      if (page_.Of(id).chars > kShortCell) Break();
      return;
    }
    Break();
  }

  void ReadBr(NodeId id) {
    const Node& node = dom_[id];
    const bool had_text = !line_.runs.empty();
    Break();
    if (had_text) {
      br_begin_ = node.begin;
      br_end_ = node.open_end;
    } else {
      br_end_ = 0;
    }
    br_fresh_ = had_text;
  }

  bool ReadRaised(NodeId id) {
    const NodeId child = dom_[id].first;
    if (child == kNone || dom_[child].type != NodeType::kText || dom_[child].next != kNone) {
      return false;
    }
    const Node& text = dom_[child];
    const std::string raised = Raised(text_.substr(text.begin, text.end - text.begin));
    const size_t end = text_.find('>', text.end);
    if (raised.empty() || end == text_.npos || line_.text.empty() ||
        text.begin != dom_[id].open_end || !StartsWithCaseless(text_.substr(text.end), "</sup")) {
      return false;
    }
    FlushSpace('0');
    Emit(dom_[id].begin, static_cast<uint32_t>(end + 1), raised, false);
    return true;
  }

  void ReadText(NodeId id, bool pre) {
    const Node& node = dom_[id];
    const bool raw = node.type == NodeType::kRawText;
    for (uint32_t at = node.begin; at < node.end && !full();) {
      const char c = text_[at];
      if (IsSpaceByte(c) && !pre) {
        at = ReadSpaces(at, node.end);
        continue;
      }
      if (c == '&' && !raw) {
        const Reference reference = ReferenceAt(text_, at, false);
        if (reference.size > 0 && at + reference.size <= node.end) {
          std::string_view text(reference.text, reference.text_size);
          if (text.size() == 1 && IsSpaceByte(text[0])) text = " ";
          int size;
          FlushSpace(DecodeUtf8(text, 0, &size));
          Emit(at, at + reference.size, text, false);
          at += reference.size;
          continue;
        }
      }
      // What looks like a tag in a <title> is left without its "<": bytes that are
      // read again must not be taken for one.
      if (c == '<' && IsReadMarkup(text_.substr(at))) {
        ++at;
        continue;
      }
      uint32_t end = at + 1;
      while (end < node.end && text_[end] != '&' && text_[end] != '<' &&
             (pre || !IsSpaceByte(text_[end]))) {
        ++end;
      }
      int size;
      FlushSpace(DecodeUtf8(text_, at, &size));
      Emit(at, end, text_.substr(at, end - at), true);
      at = end;
    }
  }

  uint32_t ReadSpaces(uint32_t at, uint32_t end) {
    for (; at < end && IsSpaceByte(text_[at]); ++at) {
      if (!space_ || (text_[at] == ' ' && text_[space_at_] != ' ')) space_at_ = at;
      newline_ |= text_[at] == '\n' || text_[at] == '\r';
      space_ = true;
    }
    return at;
  }

  // Writes the white space before `next`, if it is to be seen.
  void FlushSpace(char32_t next) {
    if (cell_ && line_.chars > 0) {
      line_.text += kCellMark;
      line_.runs.push_back({0, 0, static_cast<uint32_t>(kCellMark.size()), false});
    } else if (space_ && !line_.text.empty()) {
      int size;
      const char32_t before = DecodeUtf8Before(line_.text, line_.text.size(), &size);
      if (!(newline_ && IsWide(before) && IsWide(next))) {
        Add(space_at_, space_at_ + 1, " ", text_[space_at_] == ' ');
      }
    }
    cell_ = space_ = newline_ = false;
  }

  void Emit(uint32_t begin, uint32_t end, std::string_view text, bool kept) {
    const TextCount count = CountText(text);
    line_.chars += count.chars;
    if (in_link_) line_.link_chars += count.chars;
    Add(begin, end, text, kept);
  }

  void Add(uint32_t begin, uint32_t end, std::string_view text, bool kept) {
    line_.text += text;
    const uint32_t size = static_cast<uint32_t>(text.size());
    if (kept && !line_.runs.empty() && line_.runs.back().kept && line_.runs.back().end == begin) {
      line_.runs.back().end = end;
      line_.runs.back().size += size;
    } else {
      line_.runs.push_back({begin, end, size, kept});
      ++runs_;
    }
  }

  // Ends the line.
  void Break() {
    TrimEnd();
    TrimBegin();
    if (!line_.text.empty()) {
      line_.block = block_;
      if (br_fresh_ && br_end_ != 0 && !lines_.empty()) {
        line_.br_begin = br_begin_;
        line_.br_end = br_end_;
      }
      lines_.push_back(std::move(line_));
      br_fresh_ = false;
    } else {
      br_fresh_ = false;  // Two of them, or a block's edge.
    }
    line_ = {};
    cell_ = space_ = newline_ = false;
  }

  // Blanks, and marks of cells that nothing follows.
  void TrimEnd() {
    int unit;
    while (!line_.runs.empty()) {
      TextRun& run = line_.runs.back();
      size_t cut = 0;  // Of this run.
      if (run.begin == run.end) {
        cut = run.size;
      } else {
        const size_t from = line_.text.size() - run.size;
        while (cut < run.size &&
               IsBlank(DecodeUtf8Before(line_.text, from + run.size - cut, &unit))) {
          cut += unit;
        }
      }
      if (cut == 0) return;
      line_.text.resize(line_.text.size() - cut);
      if (cut < run.size && run.kept) {
        run.size -= static_cast<uint32_t>(cut);
        run.end -= static_cast<uint32_t>(cut);
        return;
      }
      line_.runs.pop_back();
    }
  }

  void TrimBegin() {
    size_t runs = 0, all = 0;
    int unit;
    for (; runs < line_.runs.size(); ++runs) {
      TextRun& run = line_.runs[runs];
      size_t cut = 0;
      if (run.begin == run.end) {
        cut = run.size;
      } else {
        while (cut < run.size && IsBlank(DecodeUtf8(line_.text, all + cut, &unit))) cut += unit;
      }
      all += cut;
      if (cut == run.size) continue;
      if (run.kept) {
        run.size -= static_cast<uint32_t>(cut);
        run.begin += static_cast<uint32_t>(cut);
      }
      break;
    }
    line_.text.erase(0, all);
    line_.runs.erase(line_.runs.begin(), line_.runs.begin() + static_cast<ptrdiff_t>(runs));
  }

  // Text that a table pushed out of itself stands where the page has it: maps go
  // forward only.
  void SortByPlace() {
    const auto place = [](const TextLine& line) {
      const auto run = std::find_if(line.runs.begin(), line.runs.end(),
                                    [](const TextRun& r) { return r.begin < r.end; });
      return run == line.runs.end() ? 0 : run->begin;
    };
    std::stable_sort(lines_.begin(), lines_.end(),
                     [&](const TextLine& a, const TextLine& b) { return place(a) < place(b); });
    uint32_t last = 0;
    for (TextLine& line : lines_) {
      size_t at = 0;
      std::vector<TextRun> runs;
      std::string text;
      for (const TextRun& run : line.runs) {
        const bool inserted = run.begin == run.end;
        if (inserted ? !runs.empty() : run.begin >= last) {
          runs.push_back(run);
          text += line.text.substr(at, run.size);
          if (!inserted) last = run.end;
        }
        at += run.size;
      }
      while (!runs.empty() && runs.back().begin == runs.back().end) {
        text.resize(text.size() - runs.back().size);
        runs.pop_back();
      }
      line.runs = std::move(runs);
      line.text = std::move(text);
    }
    lines_.erase(std::remove_if(lines_.begin(), lines_.end(),
                                [](const TextLine& line) { return line.runs.empty(); }),
                 lines_.end());
  }

  static constexpr uint32_t kShortCell = 160;  // Characters of a cell of data.

  const PageView& page_;
  const Dom& dom_;
  const std::string_view text_;
  std::vector<TextLine> lines_;
  TextLine line_;
  NodeId block_ = kNone;
  bool in_link_ = false, cell_ = false;
  // White space waits to be written, as the byte at `space_at_`.
  bool space_ = false, newline_ = false;
  uint32_t space_at_ = 0;
  uint32_t br_begin_ = 0, br_end_ = 0;
  bool br_fresh_ = false;
  size_t runs_ = 0;  // So far.
};

}  // namespace

std::vector<TextLine> ReadLines(const PageView& page, const std::vector<NodeId>& roots,
                                bool* full) {
  LineReader reader(page);
  std::vector<TextLine> lines = reader.Read(roots);
  *full = reader.full();
  return lines;
}

TextLine ReadTextLine(const PageView& page, NodeId text) { return LineReader(page).ReadOne(text); }

std::string WithPlainSpaces(std::string_view text) {
  std::string plain(text);
  for (char& c : plain) {
    if (IsSpaceByte(c)) c = ' ';
  }
  return plain;
}

std::string ReadMarkup(std::string_view bytes) {
  std::string text;
  for (size_t at = 0; at < bytes.size();) {
    const std::string_view rest = bytes.substr(at);
    if (rest[0] == '&') {
      const Reference reference = ReferenceAt(bytes, at, false);
      if (reference.size > 0) {
        text.append(reference.text, reference.text_size);
        at += reference.size;
        continue;
      }
    } else if (StartsWithCaseless(rest, "<br") || StartsWithCaseless(rest, "</br")) {
      text += '\n';
      at = std::min(bytes.find('>', at), bytes.size() - 1) + 1;
      continue;
    } else if (StartsWithCaseless(rest, "<sup")) {
      const size_t begin = bytes.find('>', at);
      const size_t end = bytes.find("</", at);
      if (begin < end && end != bytes.npos) {
        text += Raised(bytes.substr(begin + 1, end - begin - 1));
        at = std::min(bytes.find('>', end), bytes.size() - 1) + 1;
        continue;
      }
    }
    text += rest[0];
    ++at;
  }
  return WithPlainSpaces(text);
}

}  // namespace factmill::html
