#include "pipeline/reread.h"

#include <optional>

#include "pipeline/parallel.h"

namespace factmill {
namespace {

// Articles that are worked on at a time.
constexpr size_t kBatchBytes = 8 << 20;
constexpr uint64_t kBytesUnderWay = uint64_t{256} << 20;

class Rereader {
 public:
  Rereader(OldTexts* texts, const RuleSet& now, const RereadOptions& options,
           const std::function<Status(const OldText&, Reread)>& take)
      : texts_(texts), now_(now), options_(options), take_(take) {}

  Status Run(const OldRules& old) {
    const Status status = Compare(old);
    if (!status.ok()) return status;
    const std::vector<RuleInfo> none;
    Status taken;
    const Status read =
        texts_->ForEach(old, scope_ != nullptr ? scope_->edit().gone : none, [&](OldText text) {
          bytes_ += text.text.size() + 1;
          batch_.push_back(std::move(text));
          if (bytes_ >= kBatchBytes) taken = Flush();
          return taken.ok() && !Stopped();
        });
    if (!read.ok()) return read;
    return taken.ok() ? Flush() : taken;
  }

 private:
  // What differs from the old rules, if that can be known.
  Status Compare(const OldRules& old) {
    scope_.reset();
    if (!old.same_program) return Status::Ok();
    auto files = texts_->FilesOf(old);
    if (!files.ok()) return files.status();
    std::vector<Diagnostic> ignored;
    const auto before = files->empty() ? std::nullopt : LoadRules(*files, &ignored);
    if (before && before->sha256() == old.sha256)
      scope_ = std::make_unique<EditScope>(*before, now_);
    return Status::Ok();
  }

  Status Flush() {
    const Status status = ParallelInOrder<Reread>(
        batch_.size(), options_.jobs, kBytesUnderWay,
        [this](size_t i) { return batch_[i].text.size(); },
        [this](size_t i) { return Read(batch_[i]); },
        [this](size_t i, Reread reread) { return take_(batch_[i], std::move(reread)); });
    batch_.clear();
    bytes_ = 0;
    return status;
  }

  // On any thread.
  Reread Read(const OldText& text) const {
    Reread reread;
    if (text.used && !options_.extract) return reread;
    const Article article = ArticleOfText(text.text, text.published, text.lang);
    if (scope_ != nullptr && !text.used && !scope_->MayTouch(article)) {
      reread.same = true;
      return reread;
    }
    reread.extraction = Extract(article, now_, {});
    reread.same = scope_ != nullptr && FoundSha256(reread.extraction, now_) == text.found_sha256;
    return reread;
  }

  bool Stopped() const { return options_.stop != nullptr && options_.stop->load() != 0; }

  OldTexts* texts_;
  const RuleSet& now_;
  const RereadOptions& options_;
  const std::function<Status(const OldText&, Reread)>& take_;
  std::unique_ptr<EditScope> scope_;  // Null where anything may differ.
  std::vector<OldText> batch_;
  size_t bytes_ = 0;
};

}  // namespace

Status RereadAll(OldTexts* texts, const RuleSet& now, const RereadOptions& options,
                 const std::function<Status(const OldText&, Reread)>& take) {
  auto sets = texts->RuleSets();
  if (!sets.ok()) return sets.status();
  for (const OldRules& old : *sets) {
    if (old.same_program && old.sha256 == now.sha256()) continue;
    const Status status = Rereader(texts, now, options, take).Run(old);
    if (!status.ok()) return status;
  }
  return Status::Ok();
}

}  // namespace factmill
