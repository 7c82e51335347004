package dev.mnemo.bootstrap.cli;

import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.Feedback;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.UserScope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Rates an answer. */
@Command(
    name = "add",
    description = "Rate an answer, in place of an earlier rating; 'mnemo improve' applies it.",
    footer = {
      "",
      "Examples:",
      "  mnemo feedback add --session trip --score 5",
      "  mnemo feedback add --session trip --entry E --score 2 --text \"that was in 2012\""
    })
final class FeedbackAddCommand extends MnemoTask {

  @Mixin private FeedbackTarget target = new FeedbackTarget();

  @Option(
      names = "--score",
      paramLabel = "1..5",
      required = true,
      description = "1 (useless) to 5 (exactly right).")
  private int score;

  @Option(names = "--text", paramLabel = "T", description = "What you thought of it.")
  private String text = "";

  FeedbackAddCommand(Cli cli) {
    super(cli);
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) {
    EntryChange rating = new EntryChange.Rate(new Feedback(score, text));
    QAEntry rated =
        mnemo
            .useCases()
            .changeEntry()
            .change(scope, target.session(), target.entry(mnemo, scope), rating);
    if (json()) {
      console.json(JsonShapes.entry(rated));
    } else {
      console.say("rated %d: %s".formatted(score, rated.question()));
      console.say("  'mnemo improve --session %s' applies it".formatted(target.session()));
    }
    return DONE;
  }
}
