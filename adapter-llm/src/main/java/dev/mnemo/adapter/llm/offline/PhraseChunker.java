package dev.mnemo.adapter.llm.offline;

import dev.mnemo.adapter.llm.offline.Phrase.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Groups tagged words into phrases, from left to right, by their tags alone. */
final class PhraseChunker {

  private static final Set<String> ALWAYS_SUBORDINATE =
      Set.of(
          "because",
          "although",
          "though",
          "while",
          "whereas",
          "when",
          "whenever",
          "if",
          "unless",
          "whether",
          "where",
          "why",
          "how",
          "wherever");
  private static final Set<String> MAYBE_SUBORDINATE =
      Set.of("once", "after", "before", "since", "until", "as", "so", "than", "like", "till");
  private static final Set<String> RELATIVES =
      Set.of("who", "whom", "whose", "which", "what", "that");
  private static final Set<String> ADVERBS_OF_NEGATION = Set.of("longer");

  private final List<Token> tokens;
  private final List<TimeExpressions.Found> times;
  private final List<Phrase> phrases = new ArrayList<>();
  private int next;

  private PhraseChunker(List<Token> tokens, List<TimeExpressions.Found> times) {
    this.tokens = tokens;
    this.times = times;
  }

  static List<Phrase> chunk(List<Token> tokens, List<TimeExpressions.Found> times) {
    return new PhraseChunker(tokens, times).all();
  }

  private List<Phrase> all() {
    int time = 0;
    while (next < tokens.size()) {
      while (time < times.size() && times.get(time).from() < next) {
        time++;
      }
      if (time < times.size() && times.get(time).from() == next) {
        add(Kind.TIME, times.get(time).to());
        time++;
        continue;
      }
      int limit = time < times.size() ? times.get(time).from() : tokens.size();
      step(limit);
    }
    return phrases;
  }

  private void step(int limit) {
    Token token = tokens.get(next);
    String lower = token.lower();
    String tag = token.tag();
    if (lower.equals(",") || lower.equals("(") || lower.equals(")")) {
      add(Kind.COMMA, next + 1);
    } else if (tag.equals("CC")) {
      add(Kind.CONJUNCTION, next + 1);
    } else if (ALWAYS_SUBORDINATE.contains(lower)
        || (MAYBE_SUBORDINATE.contains(lower) && clauseFollows(limit))) {
      add(Kind.SUBORDINATOR, next + 1);
    } else if (RELATIVES.contains(lower) && !determines(limit)) {
      add(Kind.RELATIVE, next + 1);
    } else if (tag.equals("TO") && next + 1 < limit && verbAt(next + 1, limit) > next + 1) {
      add(Kind.INFINITIVE, verbAt(next + 1, limit));
    } else if (tag.equals("PRP")) {
      add(Kind.PRONOUN, next + 1);
    } else if (verbGroup(limit)) {
      return;
    } else if (nounGroup(limit)) {
      return;
    } else if (tag.startsWith("JJ")) {
      add(Kind.ADJECTIVE, next + 1);
    } else if (tag.startsWith("RB") || ADVERBS_OF_NEGATION.contains(lower)) {
      add(Kind.ADVERB, next + 1);
    } else if (tag.equals("IN") || tag.equals("TO") || tag.equals("RP")) {
      add(Kind.PREPOSITION, next + 1);
    } else {
      add(Kind.OTHER, next + 1);
    }
  }

  private void add(Kind kind, int to) {
    phrases.add(new Phrase(kind, next, to));
    next = to;
  }

  private boolean clauseFollows(int limit) {
    int i = next + 1;
    while (i < limit && i < next + 8) {
      Token token = tokens.get(i);
      if (finite(token)) {
        return i > next + 1;
      }
      boolean noun =
          token.is("NN") || token.is("PRP") || token.is("DT") || token.is("JJ") || token.is("RB");
      if (!noun) {
        return false;
      }
      i++;
    }
    return false;
  }

  // "that house", against "that she lives".
  private boolean determines(int limit) {
    Token token = tokens.get(next);
    return token.tag().equals("DT")
        && next + 1 < limit
        && (tokens.get(next + 1).is("NN") || tokens.get(next + 1).is("JJ"));
  }

  private static boolean finite(Token token) {
    return Set.of("VBD", "VBZ", "VBP", "MD").contains(token.tag());
  }

  private boolean verbGroup(int limit) {
    int start = next;
    // "always lives", "no longer works", "never liked"
    while (start < limit && adverb(start)) {
      start++;
    }
    int end = verbAt(start, limit);
    if (end == start) {
      return false;
    }
    Token first = tokens.get(start);
    Kind kind = finite(first) ? Kind.VERB : Kind.PARTICIPLE;
    boolean only = phrases.stream().noneMatch(phrase -> phrase.kind() == Kind.VERB);
    boolean bare = first.tag().equals("VB") && only;
    if (bare || (first.tag().equals("VBN") && subjectBefore())) {
      kind = Kind.VERB;
    }
    if (first.tag().equals("VBG") && nounAfterDeterminer()) {
      return false;
    }
    add(kind, end);
    return true;
  }

  private boolean adverb(int i) {
    Token token = tokens.get(i);
    boolean no =
        token.lower().equals("no")
            && i + 1 < tokens.size()
            && tokens.get(i + 1).lower().equals("longer");
    return token.tag().equals("RB") || no || token.lower().equals("longer");
  }

  // The tagger takes "Alice moved" for a participle at times.
  private boolean subjectBefore() {
    if (phrases.isEmpty()) {
      return false;
    }
    Kind before = phrases.getLast().kind();
    boolean anyVerb =
        phrases.stream().anyMatch(phrase -> phrase.kind() == Kind.VERB)
            || tokens.subList(next, tokens.size()).stream().anyMatch(PhraseChunker::finite);
    return !anyVerb && (before == Kind.NOUN || before == Kind.PRONOUN || before == Kind.COMMA);
  }

  private boolean nounAfterDeterminer() {
    return next > 0 && (tokens.get(next - 1).is("DT") || tokens.get(next - 1).is("PRP$"));
  }

  // Behind the verbs that begin at "start", with the adverbs among them and a particle after them.
  private int verbAt(int start, int limit) {
    int end = start;
    int i = start;
    while (i < limit) {
      Token token = tokens.get(i);
      boolean verb = token.is("VB") || token.tag().equals("MD");
      if (verb) {
        boolean second = i > start && finite(token) && !auxiliary(tokens.get(end - 1));
        boolean object = i > start && token.tag().equals("VBG") && !auxiliary(tokens.get(end - 1));
        if (second || object) {
          break;
        }
        end = i + 1;
      } else if (!(end > start && (adverb(i) || token.is("RB")))) {
        break;
      }
      i++;
    }
    if (end == start) {
      return start;
    }
    while (end < limit && negation(end)) {
      end++;
    }
    if (end < limit && tokens.get(end).tag().equals("RP")) {
      end++;
    }
    return end;
  }

  private boolean negation(int i) {
    String lower = tokens.get(i).lower();
    boolean no =
        lower.equals("no") && i + 1 < tokens.size() && tokens.get(i + 1).lower().equals("longer");
    return lower.equals("n't")
        || lower.equals("not")
        || lower.equals("never")
        || no
        || (lower.equals("longer") && tokens.get(i - 1).lower().equals("no"));
  }

  private static boolean auxiliary(Token token) {
    return Set.of("be", "have", "do", "get").contains(token.lemma())
        || token.tag().equals("MD")
        || token.is("RB");
  }

  private boolean nounGroup(int limit) {
    int i = next;
    int head = -1;
    while (i < limit) {
      Token token = tokens.get(i);
      String tag = token.tag();
      boolean opens = tag.equals("DT") || tag.equals("PRP$") || tag.equals("PDT");
      if (opens && head >= 0) {
        break;
      }
      boolean noun = tag.startsWith("NN") || tag.equals("CD") || tag.equals("$");
      boolean modifier =
          opens
              || tag.startsWith("JJ")
              || tag.equals("POS")
              || possessive(i)
              || (token.lower().equals("&") && head >= 0)
              || ((tag.equals("VBG") || tag.equals("VBN")) && modifies(i, limit));
      if (noun) {
        // "Alice Friday": a new phrase after a possessive only.
        head = i;
      } else if (modifier) {
        if (tag.startsWith("JJ") && head >= 0 && !possessive(i - 1)) {
          boolean goesOn = nounAhead(i + 1, limit);
          if (!goesOn) {
            break;
          }
        }
        if (tag.equals("POS") || possessive(i)) {
          if (head != i - 1) {
            break;
          }
        }
      } else {
        break;
      }
      i++;
    }
    if (head < 0) {
      return false;
    }
    int end = head + 1;
    add(Kind.NOUN, extendedByOf(end, limit));
    return true;
  }

  private boolean nounAhead(int from, int limit) {
    int i = from;
    while (i < limit && tokens.get(i).is("JJ")) {
      i++;
    }
    return i < limit && tokens.get(i).is("NN");
  }

  private boolean possessive(int i) {
    return i > 0
        && i < tokens.size()
        && (tokens.get(i).tag().equals("POS") || tokens.get(i).lower().equals("'s"))
        && tokens.get(i - 1).is("NN")
        && !(tokens.get(i).is("VB") && !nounSoon(i + 1));
  }

  private boolean nounSoon(int i) {
    return i < tokens.size() && (tokens.get(i).is("NN") || tokens.get(i).is("JJ"));
  }

  private boolean modifies(int i, int limit) {
    return i > next
        && i + 1 < limit
        && (tokens.get(i + 1).is("NN") || tokens.get(i + 1).is("JJ"))
        && (tokens.get(i - 1).is("DT")
            || tokens.get(i - 1).is("PRP$")
            || tokens.get(i - 1).is("POS")
            || tokens.get(i - 1).is("JJ"));
  }

  // "the capital of France", "the University of Oxford"
  private int extendedByOf(int end, int limit) {
    int i = end;
    while (i + 1 < limit && tokens.get(i).lower().equals("of")) {
      int inner = i + 1;
      int head = -1;
      while (inner < limit) {
        Token token = tokens.get(inner);
        if (token.is("NN") || token.tag().equals("CD")) {
          head = inner;
        } else if (!(token.is("DT") || token.is("JJ") || token.tag().equals("PRP$")) || head >= 0) {
          break;
        }
        inner++;
      }
      if (head < 0) {
        return i;
      }
      i = head + 1;
    }
    return i;
  }
}
