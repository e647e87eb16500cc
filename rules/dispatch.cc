#include "rules/dispatch.h"

#include <set>

#include "rules/compiled.h"

namespace factmill {

void Dispatch::Build(std::vector<Rule>* rules, const Vocabulary& vocabulary) {
  std::set<char32_t> named;
  for (Rule& rule : *rules) {
    for (Form& form : rule.pattern.forms) {
      const Element& head = form.elements.front();
      if (head.regex == nullptr && head.slot.kind != SlotKind::kQuantity &&
          head.slot.kind != SlotKind::kNoun && head.slot.kind != SlotKind::kHedge) {
        form.first =
            vocabulary.FirstCharsOf([&](const Entry& entry) { return head.slot.Fits(entry); });
      }
      named.insert(form.first.others.begin(), form.first.others.end());
    }
  }
  for (size_t r = 0; r < rules->size(); ++r) {
    const auto& forms = (*rules)[r].pattern.forms;
    for (size_t f = 0; f < forms.size(); ++f) {
      const FormRef ref = {static_cast<uint16_t>(r), static_cast<uint16_t>(f)};
      const Element& head = forms[f].elements.front();
      if (head.regex == nullptr && head.slot.kind == SlotKind::kQuantity) {
        quantity_forms_.push_back(ref);
        continue;
      }
      const FirstChars& first = forms[f].first;
      for (int c = 0; c < 128; ++c) {
        if (first.ascii[c]) ascii_[c].push_back(ref);
      }
      if (first.any_other) any_other_.push_back(ref);
      for (char32_t c : named) {
        if (first.Has(c)) others_[c].push_back(ref);
      }
    }
  }
}

const std::vector<FormRef>& Dispatch::At(char32_t c) const {
  if (c < 128) return ascii_[c];
  const auto found = others_.find(c);
  return found != others_.end() ? found->second : any_other_;
}

}  // namespace factmill
