package dev.mnemo.bootstrap.cli;

import dev.mnemo.bootstrap.Mnemo;
import dev.mnemo.domain.model.EntryChange;
import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.UserScope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Takes a rating back. */
@Command(
    name = "remove",
    description = "Take a rating back; the next 'mnemo improve' undoes what it did.",
    footer = {"", "Example:", "  mnemo feedback remove --session trip --entry E"})
final class FeedbackRemoveCommand extends MnemoTask {

  @Mixin private FeedbackTarget target = new FeedbackTarget();

  FeedbackRemoveCommand(Cli cli) {
    super(cli);
  }

  @Override
  int run(Mnemo mnemo, UserScope scope, Console console) {
    QAEntry entry =
        mnemo
            .useCases()
            .changeEntry()
            .change(scope, target.session(), target.entry(mnemo, scope), new EntryChange.Unrate());
    if (json()) {
      console.json(JsonShapes.entry(entry));
    } else {
      console.say("no longer rated: " + entry.question());
      console.say("  'mnemo improve --session %s' applies that".formatted(target.session()));
    }
    return DONE;
  }
}
