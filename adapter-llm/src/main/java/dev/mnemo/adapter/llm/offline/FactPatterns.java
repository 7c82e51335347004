package dev.mnemo.adapter.llm.offline;

import dev.mnemo.adapter.llm.offline.Phrase.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The patterns that turn what follows a verb into predicates and objects: copula and noun or
 * adjective, verb and object, verb and preposition, verb and infinitive. What fits none says
 * nothing.
 */
final class FactPatterns {

  /**
   * A fact without its subject.
   *
   * @param object an entity, or an adjective or a gerund as text
   */
  record Draft(String predicate, Noun object) {}

  private static final Set<String> PREPOSITIONS =
      Set.of(
          "in",
          "at",
          "on",
          "to",
          "from",
          "with",
          "for",
          "by",
          "into",
          "as",
          "near",
          "under",
          "over",
          "about",
          "through",
          "across",
          "behind",
          "against",
          "among",
          "between",
          "outside",
          "inside",
          "around",
          "of",
          "onto",
          "towards",
          "toward",
          "than",
          "after",
          "alongside");
  private static final Set<String> INTENTIONS =
      Set.of(
          "want",
          "like",
          "love",
          "plan",
          "hate",
          "prefer",
          "intend",
          "learn",
          "need",
          "decide",
          "try",
          "refuse",
          "offer",
          "continue",
          "begin",
          "start");
  private static final Set<String> GERUND_VERBS =
      Set.of(
          "like",
          "love",
          "enjoy",
          "hate",
          "dislike",
          "start",
          "stop",
          "begin",
          "finish",
          "quit",
          "prefer",
          "practice",
          "avoid",
          "miss",
          "be");
  private static final Set<String> GIVING =
      Set.of("give", "send", "show", "teach", "buy", "offer", "sell", "lend", "bring", "hand");

  private static final Set<String> NEAR = Set.of("from", "of", "about", "by");

  private final List<Token> tokens;
  private final Function<Phrase, Optional<Noun>> nouns;
  private final List<Draft> drafts = new ArrayList<>();
  private final List<Phrase> rest;
  private int at;
  private boolean several;

  private FactPatterns(
      List<Token> tokens, List<Phrase> rest, Function<Phrase, Optional<Noun>> nouns) {
    this.tokens = tokens;
    this.rest = rest;
    this.nouns = nouns;
  }

  /**
   * Reads a clause.
   *
   * @param singular whether the verb is to agree with a single third person
   * @param nouns reads a noun phrase or pronoun; empty where nothing explains it
   */
  static List<Draft> read(
      Clause clause,
      List<Token> tokens,
      VerbGroup verb,
      boolean singular,
      Function<Phrase, Optional<Noun>> nouns) {
    FactPatterns patterns = new FactPatterns(tokens, clause.rest(), nouns);
    patterns.readAll(verb, singular);
    return patterns.drafts;
  }

  private void readAll(VerbGroup verb, boolean singular) {
    String text = verb.text(singular);
    String lemma = verb.head().lemma();
    if (unrealAhead(verb)) {
      return;
    }
    skipAdverbs();
    if (verb.copula()) {
      copula(text);
      return;
    }
    if (kind() == Kind.INFINITIVE) {
      boolean used = lemma.equals("use") && verb.past();
      if (!used && !INTENTIONS.contains(lemma)) {
        return;
      }
      Phrase infinitive = rest.get(at++);
      String inner = infinitive.last(tokens).lemma();
      text = text + " to " + words(infinitive, 1);
      skipAdverbs();
      if (inner.equals("be")) {
        copula(text);
      } else {
        objects(text, inner, false);
      }
      return;
    }
    if (kind() == Kind.PARTICIPLE && GERUND_VERBS.contains(lemma)) {
      gerund(text);
      return;
    }
    objects(text, lemma, verb.passive());
  }

  // "is going to", "has to": not so yet.
  private boolean unrealAhead(VerbGroup verb) {
    boolean infinitive =
        rest.stream()
            .filter(phrase -> phrase.kind() != Kind.ADVERB)
            .findFirst()
            .map(phrase -> phrase.kind() == Kind.INFINITIVE)
            .orElse(false);
    String lemma = verb.head().lemma();
    return infinitive && (lemma.equals("go") || lemma.equals("have") || lemma.equals("be"));
  }

  private void copula(String text) {
    if (kind() == Kind.ADJECTIVE || kind() == Kind.PARTICIPLE) {
      adjective(text);
      return;
    }
    if (kind() == Kind.NOUN || kind() == Kind.PRONOUN) {
      for (Phrase phrase : group()) {
        nominal(text, phrase);
      }
    }
    prepositions(text);
  }

  private void adjective(String text) {
    List<String> adjectives = new ArrayList<>();
    while (kind() == Kind.ADJECTIVE || kind() == Kind.PARTICIPLE) {
      adjectives.add(words(rest.get(at++), 0));
      boolean more =
          (kind() == Kind.CONJUNCTION || kind() == Kind.COMMA)
              && at + 1 < rest.size()
              && rest.get(at + 1).kind() == Kind.ADJECTIVE;
      if (more) {
        at++;
      }
    }
    int before = drafts.size();
    if (adjectives.size() == 1) {
      prepositions(text + " " + adjectives.getFirst());
    }
    if (drafts.size() == before) {
      for (String adjective : adjectives) {
        drafts.add(new Draft(text, concept(adjective)));
      }
    }
  }

  // "is the capital of France", "is Alice's brother": a relation rather than a class.
  private void nominal(String text, Phrase phrase) {
    Optional<Noun> noun = nouns.apply(phrase);
    if (noun.isEmpty()) {
      return;
    }
    List<Token> own = phrase.of(tokens);
    for (int i = own.size() - 2; i > 0; i--) {
      boolean ofProper =
          own.get(i).lower().equals("of")
              && own.getLast().proper()
              && (!own.get(i - 1).proper() || Kinship.isOccupation(own.get(i - 1).lower()));
      if (ofProper) {
        Phrase inner = new Phrase(Kind.NOUN, phrase.from() + i + 1, phrase.to());
        Optional<Noun> whole = nouns.apply(inner);
        String relation = words(new Phrase(Kind.OTHER, phrase.from(), phrase.from() + i), 0);
        whole.ifPresent(of -> drafts.add(new Draft(text + " " + relation + " of", of)));
        return;
      }
    }
    if (own.getFirst().tag().equals("CD") && kind() == Kind.ADJECTIVE) {
      // "42 years old"
      drafts.add(new Draft(text, concept(noun.get().name() + " " + words(rest.get(at++), 0))));
      return;
    }
    String name = noun.get().name();
    int owner = name.lastIndexOf("'s ");
    if (owner > 0 && noun.get().names().size() == 1) {
      String relation = name.substring(owner + 3);
      if (Kinship.isPerson(relation.substring(relation.lastIndexOf(' ') + 1))) {
        Noun whose =
            new Noun(List.of(name.substring(0, owner)), List.of(), noun.get().sureness(), false);
        drafts.add(new Draft(text + " the " + relation + " of", whose));
        return;
      }
    }
    drafts.add(new Draft(text, noun.get()));
  }

  private void gerund(String text) {
    int from = rest.get(at).from();
    int end = at;
    while (end < rest.size()
        && rest.get(end).kind() != Kind.COMMA
        && rest.get(end).kind() != Kind.TIME
        && rest.get(end).kind() != Kind.CONJUNCTION) {
      end++;
    }
    String doing = words(new Phrase(Kind.OTHER, from, rest.get(end - 1).to()), 0);
    boolean open =
        tokens.subList(from, rest.get(end - 1).to()).stream().anyMatch(NounReader::needsContext);
    if (!open && doing.length() < 120) {
      drafts.add(new Draft(text, concept(doing)));
    }
  }

  private void objects(String text, String lemma, boolean passive) {
    String base = text;
    if (kind() == Kind.NOUN || kind() == Kind.PRONOUN) {
      List<Phrase> group = group();
      if (group.isEmpty()) {
        return;
      }
      boolean two = (kind() == Kind.NOUN) && group.size() == 1;
      if (two && GIVING.contains(lemma)) {
        Phrase given = rest.get(at++);
        add(text, given);
        nouns
            .apply(given)
            .ifPresent(noun -> add(text + " " + noun.name() + " to", group.getFirst()));
        return;
      }
      if (two && !passive) {
        return;
      }
      group.forEach(phrase -> add(text, phrase));
      Optional<Noun> first = nouns.apply(group.getFirst());
      if (first.isEmpty()) {
        return;
      }
      several = group.size() > 1;
      base = group.size() == 1 ? text + " " + first.get().name() : text;
    }
    prepositions(base);
  }

  // "moved from London to Paris", "works as an engineer at Google"
  private void prepositions(String base) {
    while (at < rest.size()) {
      switch (kind()) {
        case TIME, ADVERB -> at++;
        case PREPOSITION -> {
          String preposition = rest.get(at).first(tokens).lower();
          at++;
          boolean noun = kind() == Kind.NOUN || kind() == Kind.PRONOUN;
          if (!noun || !PREPOSITIONS.contains(preposition)) {
            return;
          }
          List<Phrase> group = group();
          // "a book and a letter from Ann": the last of several may alone be meant.
          if (several && NEAR.contains(preposition)) {
            return;
          }
          group.forEach(phrase -> add(base + " " + preposition, phrase));
        }
        case CONJUNCTION -> {
          boolean another =
              at + 1 < rest.size()
                  && rest.get(at + 1).kind() == Kind.PREPOSITION
                  && rest.get(at).first(tokens).lower().equals("and");
          if (!another) {
            return;
          }
          at++;
        }
        default -> {
          return;
        }
      }
    }
  }

  // "apples, pears and plums"; nothing of "tea or coffee"
  private List<Phrase> group() {
    List<Phrase> group = new ArrayList<>();
    Phrase first = rest.get(at++);
    group.add(first);
    // "a writer of novels and poems" is no poems.
    boolean open = first.of(tokens).stream().noneMatch(token -> token.lower().equals("of"));
    while (open && at + 1 < rest.size()) {
      int next = at;
      boolean comma = rest.get(next).kind() == Kind.COMMA;
      next += comma ? 1 : 0;
      boolean conjunction = next < rest.size() && rest.get(next).kind() == Kind.CONJUNCTION;
      String word = conjunction ? rest.get(next).first(tokens).lower() : "";
      next += conjunction ? 1 : 0;
      boolean noun =
          next < rest.size() && rest.get(next).kind() == Kind.NOUN && (comma || conjunction);
      if (!noun || (comma && !conjunction && !endsInAnd(next))) {
        open = false;
      } else if (!word.isEmpty() && !word.equals("and") && !word.equals("&")) {
        return List.of();
      } else {
        group.add(rest.get(next));
        at = next + 1;
        open = !conjunction;
      }
    }
    return group;
  }

  // A comma is a list's only where an "and" closes it.
  private boolean endsInAnd(int from) {
    for (int i = from; i < rest.size(); i++) {
      Kind kind = rest.get(i).kind();
      if (kind == Kind.CONJUNCTION) {
        return true;
      }
      if (kind != Kind.NOUN && kind != Kind.COMMA) {
        return false;
      }
    }
    return false;
  }

  private void add(String predicate, Phrase phrase) {
    nouns.apply(phrase).ifPresent(noun -> drafts.add(new Draft(predicate, noun)));
  }

  private static Noun concept(String text) {
    return new Noun(List.of(text), List.of(), 1, false);
  }

  private void skipAdverbs() {
    while (kind() == Kind.ADVERB) {
      at++;
    }
  }

  private Kind kind() {
    return at < rest.size() ? rest.get(at).kind() : Kind.OTHER;
  }

  private String words(Phrase phrase, int skipped) {
    List<Word> words = phrase.of(tokens).stream().skip(skipped).map(Token::word).toList();
    return WordSplitter.join(words);
  }
}
