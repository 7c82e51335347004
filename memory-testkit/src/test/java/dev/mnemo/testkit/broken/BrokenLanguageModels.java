package dev.mnemo.testkit.broken;

import dev.mnemo.domain.exception.ModelFailureException;
import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.graph.Evidence;
import dev.mnemo.domain.model.language.Completion;
import dev.mnemo.domain.model.language.Prompt;
import dev.mnemo.domain.port.LanguageModel;
import dev.mnemo.testkit.contract.LanguageModelContract;
import dev.mnemo.testkit.fake.FakeLanguageModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Language models with planted faults. */
final class BrokenLanguageModels {

  private BrokenLanguageModels() {}

  static List<Mutant<LanguageModelContract>> all() {
    return Stream.concat(answering().stream(), streaming().stream()).toList();
  }

  private static List<Mutant<LanguageModelContract>> answering() {
    return List.of(
        Mutant.of(
            "takes another name each time it is opened",
            () -> {
              AtomicInteger opened = new AtomicInteger();
              return () -> named("model " + opened.incrementAndGet());
            },
            "aModelShouldSayWhoItIsAndHowMuchItReads"),
        mutant(
            "reads no tokens",
            m -> FakeLanguageModel.quoting().withTokenBudget(0),
            "aModelShouldSayWhoItIsAndHowMuchItReads"),
        mutant(
            "answers in the name of another model",
            m -> telling(m, (prompt, one) -> completion(one.text(), "another", one.drawnFrom())),
            "completeShouldAnswerInTheNameOfTheModel",
            "streamShouldHandOverThePiecesOfTheTextItReturns"),
        mutant(
            "says nothing where there is no context",
            m ->
                telling(
                    m,
                    (prompt, one) ->
                        prompt.context().isEmpty()
                            ? completion("", one.model(), one.drawnFrom())
                            : one),
            "completeShouldAnswerWithoutHistoryAndContext"),
        mutant(
            "draws from what it was given for earlier questions",
            BrokenLanguageModels::remembering,
            "completeShouldDrawOnlyFromTheContextItWasGiven",
            "anyTextShouldBeAnswered"),
        mutant(
            "names a piece of evidence twice",
            m ->
                telling(
                    m,
                    (prompt, one) ->
                        completion(
                            one.text(),
                            one.model(),
                            Stream.concat(one.drawnFrom().stream(), one.drawnFrom().stream())
                                .toList())),
            "completeShouldDrawOnlyFromTheContextItWasGiven"),
        mutant(
            "refuses control characters",
            m ->
                telling(
                    m,
                    (prompt, one) -> {
                      if (prompt.question().chars().anyMatch(Character::isISOControl)) {
                        throw ModelFailureException.permanentFailure(
                            "the question is malformed", new IllegalArgumentException());
                      }
                      return one;
                    }),
            "anyTextShouldBeAnswered"),
        mutant(
            "counts at most 512 tokens",
            m -> counting(m, text -> Math.min(512, m.countTokens(text))),
            "countTokensShouldGrowWithTheText"),
        mutant("counts no tokens", m -> counting(m, text -> 0), "countTokensShouldGrowWithTheText"),
        mutant(
            "goes on although its thread was interrupted",
            m ->
                streaming(
                    m,
                    (prompt, pieces) -> {
                      boolean ignored = Thread.interrupted();
                      return m.stream(prompt, pieces);
                    }),
            "anInterruptedThreadShouldEndTheCall"));
  }

  private static List<Mutant<LanguageModelContract>> streaming() {
    return List.of(
        mutant(
            "keeps the last piece to itself",
            m ->
                streaming(
                    m,
                    (prompt, pieces) -> {
                      List<String> all = new ArrayList<>();
                      Completion completion = m.stream(prompt, all::add);
                      all.subList(0, all.size() - 1).forEach(pieces);
                      return completion;
                    }),
            "streamShouldHandOverThePiecesOfTheTextItReturns"),
        mutant(
            "hands its pieces over on a thread of its own",
            m ->
                streaming(
                    m,
                    (prompt, pieces) ->
                        m.stream(prompt, piece -> elsewhere(() -> pieces.accept(piece)))),
            "streamShouldHandOverItsPiecesOnTheCallingThread"),
        mutant(
            "swallows what the consumer throws",
            m ->
                streaming(
                    m,
                    (prompt, pieces) ->
                        m.stream(
                            prompt,
                            piece -> {
                              try {
                                pieces.accept(piece);
                              } catch (RuntimeException ignored) {
                                return;
                              }
                            })),
            "aConsumerThatFailsShouldEndTheStreamWithItsOwnFailure"),
        mutant(
            "takes a failing consumer for a failing provider",
            m ->
                streaming(
                    m,
                    (prompt, pieces) -> {
                      try {
                        return m.stream(prompt, pieces);
                      } catch (IllegalStateException e) {
                        throw ModelFailureException.transientFailure("the stream was cut", e);
                      }
                    }),
            "aConsumerThatFailsShouldEndTheStreamWithItsOwnFailure"),
        Mutant.of(
            "mixes the calls of several threads",
            () -> {
              SharedField<Prompt> asked = new SharedField<>();
              LanguageModel model = FakeLanguageModel.quoting();
              return () ->
                  streaming(model, (prompt, pieces) -> model.stream(asked.through(prompt), pieces));
            },
            "concurrentCallsShouldNotMixTheirAnswers"));
  }

  private static Mutant<LanguageModelContract> mutant(
      String fault, UnaryOperator<LanguageModel> planted, String... rejectedBy) {
    return Mutant.of(fault, () -> () -> planted.apply(FakeLanguageModel.quoting()), rejectedBy);
  }

  private static LanguageModel named(String name) {
    return new ForwardingLanguageModel(FakeLanguageModel.quoting()) {
      @Override
      public String name() {
        return name;
      }
    };
  }

  private static LanguageModel counting(LanguageModel model, ToIntFunction<String> count) {
    return new ForwardingLanguageModel(model) {
      @Override
      public int countTokens(String text) {
        return count.applyAsInt(text);
      }
    };
  }

  private static LanguageModel streaming(
      LanguageModel model, BiFunction<Prompt, Consumer<String>, Completion> stream) {
    return new ForwardingLanguageModel(model) {
      @Override
      public Completion stream(Prompt prompt, Consumer<String> pieces) {
        return stream.apply(prompt, pieces);
      }
    };
  }

  private static LanguageModel telling(
      LanguageModel model, BiFunction<Prompt, Completion, Completion> told) {
    return streaming(model, (prompt, pieces) -> told.apply(prompt, model.stream(prompt, pieces)));
  }

  private static LanguageModel remembering(LanguageModel model) {
    List<Evidence> given = new ArrayList<>();
    return telling(
        model,
        (prompt, one) -> {
          given.addAll(prompt.context());
          return completion(one.text(), one.model(), given);
        });
  }

  private static Completion completion(String text, String model, List<Evidence> drawnFrom) {
    return new Completion(text, model, drawnFrom, Usage.NONE);
  }

  private static void elsewhere(Runnable work) {
    try {
      Thread.ofVirtual().start(work).join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
