// Which articles an edit of the rules can touch: what a new set would find in the
// others is what the old one found.
#ifndef FACTMILL_PIPELINE_EDIT_SCOPE_H_
#define FACTMILL_PIPELINE_EDIT_SCOPE_H_

#include <string>
#include <vector>

#include "corpus/article.h"
#include "corpus/fold.h"
#include "pipeline/extract.h"
#include "pipeline/home.h"
#include "rules/rule_edit.h"
#include "rules/rule_set.h"

namespace factmill {

// May be shared by threads.
class EditScope {
 public:
  EditScope(const RuleSet& before, const RuleSet& now);
  EditScope(const EditScope&) = delete;

  // What differs.  An article in which a rule of `gone` had a part is touched,
  // whatever MayTouch says.
  const RuleEdit& edit() const { return edit_; }

  // May what is new in the rules find something in the article, or read a word of
  // it in another way?  Never wrong when it says no.
  bool MayTouch(const Article& article) const;

 private:
  bool HasWord(std::string_view folded) const;
  bool FindsAnything(const Article& article, const FoldedText& folded) const;

  const RuleSet& now_;
  RuleEdit edit_;
  bool second_layer_ = false;  // A rule of layer 2 is new: what it touches is not foreseen.
  std::vector<Rule> fresh_;    // As many as there are; only the new ones have forms.
  FormTrie forms_;             // Of them.
  FastEngine engine_;
};

// An article as it is stored, to extract from once more; its map leads nowhere, so
// bytes of its facts are characters' places in the text alone.
Article ArticleOfText(std::string text, const std::string& published, const std::string& lang);

// A hash of all that was found in a text: facts but for their places in the payload,
// warnings, and the rules that had a part, by their hashes.  `rules` found it.
std::string FoundSha256(const Extraction& found, const RuleSet& rules);

}  // namespace factmill

#endif  // FACTMILL_PIPELINE_EDIT_SCOPE_H_
