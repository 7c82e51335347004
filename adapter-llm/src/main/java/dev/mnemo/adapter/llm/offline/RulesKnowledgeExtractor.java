package dev.mnemo.adapter.llm.offline;

import dev.mnemo.domain.model.Usage;
import dev.mnemo.domain.model.language.Extraction;
import dev.mnemo.domain.model.language.Passage;
import dev.mnemo.domain.port.KnowledgeExtractor;
import java.util.List;

/**
 * Finds facts by grammar alone. What asks, guesses, reports, or leaves a pronoun open yields
 * nothing: precision before recall. Time grows linearly with the passage.
 */
final class RulesKnowledgeExtractor implements KnowledgeExtractor {

  static final String NAME = "rules";
  private static final int PRECEDING = 2_000;
  private static final int SUMMARY = 300;

  private final Lazy<Tagger> tagger;

  RulesKnowledgeExtractor(Lazy<Tagger> tagger) {
    this.tagger = tagger;
  }

  @Override
  public Extraction extract(Passage passage) {
    String preceding = passage.preceding();
    String near = preceding.substring(Math.max(0, preceding.length() - PRECEDING));
    PassageReader reader = new PassageReader(tagger.get().session(), passage.time());
    reader.overhear(SentenceSplitter.split(near));
    List<SentenceSplitter.Sentence> sentences = SentenceSplitter.split(passage.text());
    reader.read(sentences, passage.text().length());
    return new Extraction(reader.entities(), reader.facts(), summary(sentences), NAME, Usage.NONE);
  }

  // The first sentences: who writes puts first what matters.
  private static String summary(List<SentenceSplitter.Sentence> sentences) {
    StringBuilder summary = new StringBuilder();
    for (SentenceSplitter.Sentence sentence : sentences) {
      boolean fits = summary.length() + sentence.text().length() < SUMMARY;
      if (!fits && !summary.isEmpty()) {
        break;
      }
      summary.append(summary.isEmpty() ? "" : " ").append(sentence.text());
    }
    if (summary.length() <= SUMMARY) {
      return summary.toString();
    }
    int cut = summary.lastIndexOf(" ", SUMMARY);
    int end = cut > 0 ? cut : SUMMARY;
    boolean splits = Character.isHighSurrogate(summary.charAt(end - 1));
    return summary.substring(0, splits ? end - 1 : end) + " …";
  }
}
