#include "rules/matcher.h"

#include <algorithm>

namespace factmill {

MatchContext MakeContext(std::string_view paragraph, const Home& home,
                         const std::optional<Day>& reference) {
  MatchContext context;
  context.text = paragraph;
  context.home = home;
  context.reference = reference;
  context.tokens = FindNumbers(paragraph);
  context.quantities.resize(context.tokens.size());
  for (size_t i = 0; i < context.tokens.size(); ++i) {
    context.quantities[i] = QuantitiesAt(paragraph, context.tokens, i);
  }
  return context;
}

const std::vector<Quantity>& QuantitiesFrom(const MatchContext& context, uint32_t at) {
  static const std::vector<Quantity> kNone;
  const auto& tokens = context.tokens;
  const auto token = std::lower_bound(tokens.begin(), tokens.end(), at,
                                      [](const NumberToken& t, uint32_t p) { return t.begin < p; });
  if (token == tokens.end() || token->begin != at) return kNone;
  return context.quantities[token - tokens.begin()];
}

std::vector<Mention> MatchParagraph(const CompiledRules& rules, const MatchContext& context,
                                    Matching matching) {
  return matching == Matching::kPlain ? MatchPlainly(rules, context) : MatchFast(rules, context);
}

}  // namespace factmill
