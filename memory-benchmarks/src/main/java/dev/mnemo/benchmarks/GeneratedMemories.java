package dev.mnemo.benchmarks;

import dev.mnemo.application.Adapters;
import dev.mnemo.domain.model.Embedding;
import dev.mnemo.domain.model.EntryId;
import dev.mnemo.domain.model.EntryKey;
import dev.mnemo.domain.model.SessionKey;
import dev.mnemo.domain.model.UserId;
import dev.mnemo.domain.model.graph.DatasetId;
import dev.mnemo.domain.model.graph.DatasetName;
import dev.mnemo.domain.model.graph.Validity;
import dev.mnemo.domain.model.language.Extraction;
import dev.mnemo.domain.model.language.Passage;
import dev.mnemo.domain.port.Embedder;
import dev.mnemo.testkit.BatchBuilder;
import dev.mnemo.testkit.GeneratedConversations;
import dev.mnemo.testkit.GeneratedConversations.Told;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Memories of made-up conversations, written as persisted sessions are, but many turns at once: an
 * entry for each turn, with the facts that the extractor finds. What is said is as long, and its
 * words as unevenly frequent, as in life. What was told before is neither embedded nor read again;
 * of its vector each turn gets one nearby.
 */
final class GeneratedMemories {

  private static final int AT_ONCE = 250;
  private static final int VOCABULARY = 20_000;
  private static final int MOST_WORDS_BEFORE = 30;
  private static final double SPREAD = 0.4;

  private static final String[] SYLLABLES = {
    "ba", "ke", "li", "mo", "nu", "pra", "ste", "vi", "do", "ra", "ten", "sol", "mi", "gar", "lo",
    "hu", "fen", "ta", "ri", "quo"
  };

  private final Adapters adapters;
  private final Map<String, Embedding> vectors = new ConcurrentHashMap<>();
  private final Map<String, Extraction> facts = new ConcurrentHashMap<>();

  GeneratedMemories(Adapters adapters) {
    this.adapters = adapters;
  }

  /** Writes a user's conversations, the same for the same seed. */
  GeneratedConversations write(UserId user, long seed, int sessions) {
    GeneratedConversations told = GeneratedConversations.of(seed, sessions);
    DatasetId dataset =
        adapters.datasets().open(user, DatasetName.DEFAULT, adapters.clock().instant()).id();
    Random random = new Random(seed);
    List<Told> turns = told.turns();
    for (int from = 0; from < turns.size(); from += AT_ONCE) {
      BatchBuilder batch = BatchBuilder.in(dataset);
      for (Told turn : turns.subList(from, Math.min(turns.size(), from + AT_ONCE))) {
        add(batch, user, turn, told.before(turn), random);
      }
      adapters.graph().write(batch.build());
    }
    return told;
  }

  private void add(BatchBuilder batch, UserId user, Told turn, String before, Random random) {
    EntryKey entry =
        new EntryKey(
            SessionKey.of(user.value(), "session " + turn.session()),
            new EntryId("turn " + turn.id()));
    batch
        .entry(entry, turn.id() + 1L, chatter(random) + turn.text())
        .time(turn.time())
        .spoken(turn.speaker(), before)
        .embedded(near(turn.text(), random));
    Extraction found =
        facts.computeIfAbsent(
            turn.text(),
            text -> adapters.extractor().extract(new Passage(text, before, turn.time())));
    for (Extraction.FoundFact fact : found.facts()) {
      batch.fact(
          fact.subject(),
          fact.predicate(),
          fact.object(),
          fact.negated(),
          Validity.from(turn.time()),
          Optional.of(near(fact.statement(), random)));
    }
  }

  private Embedding near(String text, Random random) {
    Embedding embedding =
        vectors.computeIfAbsent(
            text,
            unseen ->
                adapters
                    .embedder()
                    .orElseThrow()
                    .embed(List.of(unseen), Embedder.Purpose.PASSAGE)
                    .values()
                    .getFirst());
    float[] vector = embedding.vector();
    double spread = SPREAD / Math.sqrt(vector.length);
    for (int i = 0; i < vector.length; i++) {
      vector[i] += (float) (spread * random.nextGaussian());
    }
    return Embedding.of(embedding.model(), vector);
  }

  // The n-th word of the vocabulary is n times rarer than the first (Zipf's law).
  private static String chatter(Random random) {
    StringBuilder words = new StringBuilder();
    for (int i = random.nextInt(MOST_WORDS_BEFORE + 1); i > 0; i--) {
      int word = (int) Math.pow(VOCABULARY, random.nextDouble());
      for (int rest = word; rest > 0; rest /= SYLLABLES.length) {
        words.append(SYLLABLES[rest % SYLLABLES.length]);
      }
      words.append(i == 1 ? ". " : " ");
    }
    return words.toString();
  }
}
