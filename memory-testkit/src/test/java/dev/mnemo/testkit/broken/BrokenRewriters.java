package dev.mnemo.testkit.broken;

import dev.mnemo.domain.model.QAEntry;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.language.Rewriting;
import dev.mnemo.domain.port.QuestionRewriter;
import dev.mnemo.testkit.contract.QuestionRewriterContract;
import dev.mnemo.testkit.fake.FakeRewriter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Question rewriters with planted faults. */
final class BrokenRewriters {

  private static final QuestionRewriter HEALTHY = new FakeRewriter();

  private BrokenRewriters() {}

  static List<Mutant<QuestionRewriterContract>> all() {
    return List.of(
        mutant(
            "guesses whom a question without a window means",
            (question, window) ->
                window.isEmpty() ? instead(question, "Alice") : HEALTHY.rewrite(question, window),
            "withoutAWindowNothingShouldBeRewritten"),
        mutant(
            "never rewrites",
            (question, window) -> new Rewriting(Optional.empty(), "broken", Usage.NONE),
            "aPronounShouldBecomeThePersonOfTheWindow",
            "aPronounShouldBecomeAPersonWhomItCanMean",
            "theLatestFittingPersonShouldBeMeant"),
        mutant(
            "puts the name in front and leaves the pronoun",
            (question, window) ->
                HEALTHY.rewrite(question, window).standalone().isPresent()
                    ? rewritten("About Alice: " + question)
                    : HEALTHY.rewrite(question, window),
            "aPronounShouldBecomeThePersonOfTheWindow"),
        mutant(
            "takes any person for any pronoun",
            (question, window) -> HEALTHY.rewrite(question.replace(" she ", " he "), window),
            "aPronounShouldBecomeAPersonWhomItCanMean"),
        mutant(
            "takes the first person of the window",
            (question, window) -> HEALTHY.rewrite(question, window.reversed()),
            "theLatestFittingPersonShouldBeMeant"),
        mutant(
            "appends the last answer to every question",
            (question, window) -> rewritten(question + last(window)),
            "aQuestionThatStandsAloneShouldStayAsItIs"),
        mutant(
            "puts somebody in the place of a pronoun that nothing explains",
            (question, window) ->
                HEALTHY.rewrite(question, window).standalone().isPresent()
                    ? HEALTHY.rewrite(question, window)
                    : instead(question, "somebody"),
            "aPronounThatNothingExplainsShouldStay"),
        mutant(
            "takes questions for patterns",
            (question, window) ->
                Pattern.compile(question).matcher(question).matches()
                    ? rewritten(question)
                    : HEALTHY.rewrite(question, window),
            "anyTextShouldBeEndured"),
        Mutant.of(
            "mixes the windows of several threads",
            () -> {
              SharedField<List<QAEntry>> shared = new SharedField<>();
              return () -> (question, window) -> HEALTHY.rewrite(question, shared.through(window));
            },
            "concurrentRewritingsShouldNotMix"));
  }

  private static Mutant<QuestionRewriterContract> mutant(
      String fault, QuestionRewriter rewriter, String... rejectedBy) {
    return Mutant.of(fault, () -> () -> rewriter, rejectedBy);
  }

  private static Rewriting instead(String question, String name) {
    return rewritten(question.replace(" she ", " " + name + " "));
  }

  private static Rewriting rewritten(String question) {
    return new Rewriting(Optional.of(question), "broken", Usage.NONE);
  }

  private static String last(List<QAEntry> window) {
    return window.isEmpty() ? "" : " " + window.getLast().answer();
  }
}
