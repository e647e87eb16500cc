#include "rules/stretches.h"

#include <algorithm>

namespace factmill {
namespace {

void AddSentences(const Mask& mask, std::span<const FoldedSpan> sentences,
                  std::vector<Stretch>* stretches) {
  const auto size = static_cast<uint32_t>(mask.text().size());
  uint32_t begin = 0;
  for (const FoldedSpan& sentence : sentences) {
    const uint32_t end = mask.ToMasked(sentence.end);
    if (end > begin) stretches->push_back({begin, end});
    begin = std::max(begin, end);
  }
  if (begin < size) stretches->push_back({begin, size});
}

// A clause ends behind , ; or a long dash.
void AddClauses(std::string_view text, Stretch sentence, std::vector<Stretch>* clauses) {
  uint32_t begin = sentence.begin;
  for (uint32_t at = begin; at < sentence.end; ++at) {
    uint32_t next = at + 1;
    if (static_cast<unsigned char>(text[at]) == 0xE2 && text.substr(at, 3) == "—")
      next = at + 3;
    else if (text[at] != ',' && text[at] != ';')
      continue;
    clauses->push_back({begin, next});
    begin = next;
  }
  if (begin < sentence.end) clauses->push_back({begin, sentence.end});
}

}  // namespace

void Add(const Token& token, Contents* contents) {
  if (token.figure >= 0) {
    contents->Add(static_cast<int>(token.character - kFirstToken));
    contents->Add(Contents::kFigure);
  }
  if (token.quantity != nullptr) contents->Add(Contents::kNumber);
  contents->AddWords(token.slots);
}

std::vector<Stretch> StretchesOf(const Mask& mask, Scope scope,
                                 std::span<const FoldedSpan> sentences) {
  std::vector<Stretch> stretches;
  if (scope == Scope::kParagraph)
    stretches.push_back({0, static_cast<uint32_t>(mask.text().size())});
  else
    AddSentences(mask, sentences, &stretches);
  if (scope == Scope::kClause) {
    std::vector<Stretch> clauses;
    for (const Stretch& sentence : stretches) AddClauses(mask.text(), sentence, &clauses);
    stretches = std::move(clauses);
  }
  auto token = mask.tokens().begin();
  for (Stretch& stretch : stretches) {
    for (; token != mask.tokens().end() && token->at < stretch.end; ++token)
      Add(*token, &stretch.contents);
  }
  return stretches;
}

}  // namespace factmill
