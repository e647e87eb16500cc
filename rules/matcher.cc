#include "rules/matcher.h"

#include <algorithm>

namespace factmill {

MatchContext MakeContext(std::string_view paragraph, const Home& home,
                         const std::optional<Day>& reference) {
  MatchContext context;
  context.text = paragraph;
  context.home = home;
  context.reference = reference;
  context.bytes = ByteMap(paragraph);
  context.tokens = FindNumbers(paragraph, context.bytes);
  context.quantities = Quantities(paragraph, context.tokens);
  return context;
}

std::span<const Quantity> QuantitiesFrom(const MatchContext& context, uint32_t at) {
  const auto& tokens = context.tokens;
  const auto token = std::lower_bound(tokens.begin(), tokens.end(), at,
                                      [](const NumberToken& t, uint32_t p) { return t.begin < p; });
  if (token == tokens.end() || token->begin != at) return {};
  return context.quantities[token - tokens.begin()];
}

std::vector<Mention> MatchParagraph(const CompiledRules& rules, const MatchContext& context,
                                    Matching matching) {
  return matching == Matching::kPlain ? MatchPlainly(rules, context) : MatchFast(rules, context);
}

}  // namespace factmill
