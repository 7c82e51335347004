package dev.mnemo.adapter.llm.offline;

import dev.mnemo.adapter.llm.offline.FactPatterns.Draft;
import dev.mnemo.adapter.llm.offline.Phrase.Kind;
import dev.mnemo.adapter.llm.offline.TimeExpressions.Relation;
import dev.mnemo.domain.model.graph.Validity;
import dev.mnemo.domain.model.language.Extraction.FoundFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Turns the clauses of one sentence into facts, and remembers whom they speak of. */
final class ClauseFacts {

  private static final Set<String> RECIPROCAL =
      Set.of("meet", "marry", "divorce", "date", "engage", "befriend", "hug", "kiss");
  private static final Set<String> HUMAN_VERBS =
      Set.of(
          "live",
          "work",
          "marry",
          "study",
          "graduate",
          "love",
          "like",
          "enjoy",
          "hate",
          "meet",
          "say",
          "think",
          "speak",
          "teach",
          "write",
          "play",
          "bear",
          "retire",
          "cook",
          "drink",
          "eat",
          "travel",
          "want",
          "prefer",
          "visit",
          "hire",
          "major");
  private static final Set<String> MOTIONS =
      Set.of(
          "move", "go", "travel", "fly", "return", "come", "drive", "relocate", "be", "emigrate");
  private static final Set<String> FOUNDING =
      Set.of("found", "establish", "headquarter", "acquire");
  private static final Set<String> PLACE_PREDICATES =
      Set.of(
          "lives in",
          "lived in",
          "live in",
          "moved to",
          "moved from",
          "was born in",
          "grew up in",
          "is from",
          "travelled to",
          "traveled to",
          "flew to",
          "went to",
          "is in",
          "is located in",
          "stayed in",
          "was in",
          "has lived in",
          "came from",
          "visited",
          "comes from",
          "based in",
          "is based in",
          "returned to",
          "works in",
          "moved back to",
          "is moving to");
  private static final Pattern ORGANIZATION_PREDICATE =
      Pattern.compile(
          "(?:.* )?(?:work|works|worked|working|interned) (?:for|at)|joined|(?:co-)?founded");

  private final List<Token> tokens;
  private final List<TimeExpressions.Found> times;
  private final NounReader nouns;
  private final Discourse discourse;
  private final EntityTypes types;
  private final Map<String, List<String>> groups;
  private final Instant now;
  private final Map<Phrase, Optional<Noun>> seen = new HashMap<>();

  ClauseFacts(
      List<Token> tokens,
      List<TimeExpressions.Found> times,
      NounReader nouns,
      Discourse discourse,
      EntityTypes types,
      Map<String, List<String>> groups,
      Instant now) {
    this.tokens = tokens;
    this.times = times;
    this.nouns = nouns;
    this.discourse = discourse;
    this.types = types;
    this.groups = groups;
    this.now = now;
  }

  List<FoundFact> read(Clause clause) {
    List<Noun> subjects = new ArrayList<>();
    for (Phrase phrase : clause.subjects()) {
      Optional<Noun> subject =
          seen.computeIfAbsent(phrase, unread -> nouns.subject(unread, tokens));
      if (subject.isEmpty()) {
        return List.of();
      }
      subjects.add(subject.get());
    }
    VerbGroup verb = new VerbGroup(clause.verb().of(tokens));
    List<String> names = subjects.stream().flatMap(noun -> noun.names().stream()).toList();
    mentionSubjects(clause, subjects, names, verb);
    List<FoundFact> facts = new ArrayList<>(apposition(clause, subjects));
    boolean real = Assertions.real(clause.verb().of(tokens));
    Map<Phrase, Optional<Noun>> read = new HashMap<>();
    List<String> taken = new ArrayList<>(names);
    for (Phrase phrase : clause.rest()) {
      boolean noun = phrase.kind() == Kind.NOUN || phrase.kind() == Kind.PRONOUN;
      if (noun) {
        Optional<Noun> object = nouns.read(phrase, tokens, taken);
        read.put(phrase, object);
        object.ifPresent(known -> mentionObject(clause, verb, phrase, known));
        object.ifPresent(known -> taken.addAll(known.names()));
      }
    }
    if (real) {
      facts.addAll(facts(clause, subjects, names, verb, read));
    }
    return facts;
  }

  private List<FoundFact> facts(
      Clause clause,
      List<Noun> subjects,
      List<String> names,
      VerbGroup verb,
      Map<Phrase, Optional<Noun>> read) {
    boolean changed =
        clause.subjects().stream()
            .anyMatch(
                phrase ->
                    phrase.kind() == Kind.PRONOUN && phrase.first(tokens).lower().equals("i"));
    boolean alone = clause.subjects().size() == 1;
    boolean plural = !alone || names.size() > 1;
    Optional<String> statement =
        Statement.of(
            subjects,
            verb.rendered(changed && alone),
            clause,
            tokens,
            times,
            phrase -> read.computeIfAbsent(phrase, other -> nouns.read(other, tokens, names)));
    if (statement.isEmpty()) {
      return List.of();
    }
    List<Draft> drafts =
        FactPatterns.read(
            clause,
            tokens,
            verb,
            plural || changed,
            phrase -> read.computeIfAbsent(phrase, part -> nouns.read(part, tokens, names)));
    double sureness = subjects.stream().mapToDouble(Noun::sureness).min().orElse(1) * 0.9;
    Validity validity = validity(clause, verb);
    List<FoundFact> facts = new ArrayList<>();
    boolean together = RECIPROCAL.contains(verb.head().lemma()) && names.size() == 2;
    if (together && clause.rest().stream().noneMatch(ClauseFacts::leadingObject)) {
      facts.add(
          new FoundFact(
              names.get(0),
              verb.text(true),
              names.get(1),
              statement.get(),
              verb.negated(),
              sureness,
              validity));
    }
    for (Draft draft : drafts) {
      for (String object : draft.object().names()) {
        hint(draft.predicate(), object);
        for (String name : names) {
          facts.add(
              new FoundFact(
                  name,
                  draft.predicate(),
                  object,
                  statement.get(),
                  verb.negated() || draft.object().denied(),
                  Math.min(sureness, draft.object().sureness()),
                  validity));
        }
      }
    }
    if (facts.isEmpty()) {
      facts.addAll(
          timed(clause, names, verb, statement.get(), sureness, validity, plural || changed));
    }
    return facts;
  }

  private static boolean leadingObject(Phrase phrase) {
    return phrase.kind() == Kind.PRONOUN;
  }

  // "Alice graduated in 2012": the time is all there is to say.
  private List<FoundFact> timed(
      Clause clause,
      List<String> names,
      VerbGroup verb,
      String statement,
      double sureness,
      Validity validity,
      boolean singular) {
    Optional<TimeExpressions.Found> found =
        times(clause).filter(time -> time.period().isPresent()).findFirst();
    boolean doing =
        clause.rest().stream()
            .anyMatch(p -> p.kind() == Kind.INFINITIVE || p.kind() == Kind.PARTICIPLE);
    if (found.isEmpty() || doing) {
      return List.of();
    }
    TimeExpressions.Found time = found.get();
    Token first = tokens.get(time.from());
    boolean preposition = first.is("IN") && time.to() - time.from() > 1;
    String predicate =
        preposition ? verb.text(singular) + " " + first.lower() : verb.text(singular);
    String object =
        time.relative()
            ? time.period().get().shown()
            : WordSplitter.join(
                tokens.subList(preposition ? time.from() + 1 : time.from(), time.to()).stream()
                    .map(Token::word)
                    .toList());
    types.hint(object.strip(), EntityTypes.TIME);
    return names.stream()
        .map(
            name ->
                new FoundFact(
                    name, predicate, object.strip(), statement, verb.negated(), sureness, validity))
        .toList();
  }

  private List<FoundFact> apposition(Clause clause, List<Noun> subjects) {
    List<Phrase> apposed = clause.appositive();
    boolean fits =
        !apposed.isEmpty()
            && subjects.size() == 1
            && apposed.getFirst().kind() == Kind.NOUN
            && Set.of("a", "an", "the").contains(apposed.getFirst().first(tokens).lower())
            && clause.subjects().getFirst().last(tokens).proper();
    if (!fits) {
      return List.of();
    }
    Optional<Noun> noun = nouns.read(apposed.getFirst(), tokens, List.of());
    String words =
        WordSplitter.join(
            tokens.subList(apposed.getFirst().from(), apposed.getLast().to()).stream()
                .map(Token::word)
                .toList());
    String name = subjects.getFirst().name();
    noun.ifPresent(object -> types.hint(object.name(), EntityTypes.CONCEPT));
    return noun
        .map(
            object ->
                new FoundFact(
                    name,
                    "is",
                    object.name(),
                    name + " is " + words.strip() + ".",
                    false,
                    0.8,
                    Validity.UNKNOWN))
        .stream()
        .toList();
  }

  private Validity validity(Clause clause, VerbGroup verb) {
    List<TimeExpressions.Found> bounding =
        times(clause)
            .filter(time -> time.relation() != Relation.NONE && time.period().isPresent())
            .toList();
    boolean over =
        verb.past()
            && verb.head().lemma().equals("use")
            && clause.rest().stream().anyMatch(phrase -> phrase.kind() == Kind.INFINITIVE);
    Optional<Instant> from = Optional.empty();
    Optional<Instant> until = over ? Optional.of(now) : Optional.empty();
    for (TimeExpressions.Found time : bounding) {
      TimePeriod period = time.period().orElseThrow();
      boolean lasting = verb.state() && verb.past();
      if (from.isEmpty()) {
        from = period.from();
      }
      if (time.relation() == Relation.UNTIL || (time.relation() == Relation.AT && lasting)) {
        until = Optional.of(period.until());
      }
    }
    if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get())) {
      return Validity.UNKNOWN;
    }
    return new Validity(from, until);
  }

  private Stream<TimeExpressions.Found> times(Clause clause) {
    return Stream.concat(clause.rest().stream(), clause.times().stream())
        .filter(phrase -> phrase.kind() == Kind.TIME)
        .flatMap(phrase -> times.stream().filter(found -> found.from() == phrase.from()).limit(1));
  }

  private void mentionSubjects(
      Clause clause, List<Noun> subjects, List<String> names, VerbGroup verb) {
    boolean human = HUMAN_VERBS.contains(verb.head().lemma());
    for (int i = 0; i < subjects.size(); i++) {
      Phrase phrase = clause.subjects().get(i);
      for (String name : subjects.get(i).names()) {
        Gender gender =
            phrase.kind() == Kind.PRONOUN
                ? discourse.genderOf(name)
                : NounReader.genderOf(name, phrase.head(tokens));
        boolean proper = phrase.head(tokens).proper();
        boolean pronoun = phrase.kind() == Kind.PRONOUN && gender != Gender.GROUP;
        if (pronoun && gender != Gender.THING || human && proper && gender == Gender.UNKNOWN) {
          types.hint(name, EntityTypes.PERSON);
        }
        if (FOUNDING.contains(verb.head().lemma()) && proper && verb.passive()) {
          types.hint(name, EntityTypes.ORGANIZATION);
        }
        discourse.mention(name, gender, true);
      }
    }
    if (names.size() > 1) {
      String group =
          String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
      groups.put(group, names);
      discourse.mention(group, Gender.GROUP, true);
    }
  }

  private void mentionObject(Clause clause, VerbGroup verb, Phrase phrase, Noun noun) {
    if (phrase.kind() == Kind.NOUN) {
      Gender gender =
          isPlace(clause, verb, phrase)
              ? Gender.THING
              : NounReader.genderOf(noun.name(), phrase.head(tokens));
      discourse.mention(noun.name(), gender, false);
    }
  }

  // "moved to Florence": nobody of that name.
  private boolean isPlace(Clause clause, VerbGroup verb, Phrase phrase) {
    int at = clause.rest().indexOf(phrase);
    if (at == 0 || clause.rest().get(at - 1).kind() != Kind.PREPOSITION) {
      return false;
    }
    String preposition = clause.rest().get(at - 1).first(tokens).lower();
    return preposition.equals("in")
        || preposition.equals("into")
        || (Set.of("to", "from", "near").contains(preposition)
            && MOTIONS.contains(verb.head().lemma()));
  }

  private void hint(String predicate, String object) {
    boolean proper = Character.isUpperCase(object.codePointAt(0));
    if (proper && PLACE_PREDICATES.contains(predicate)) {
      types.hint(object, EntityTypes.PLACE);
    } else if (proper && ORGANIZATION_PREDICATE.matcher(predicate).matches()) {
      types.hint(object, EntityTypes.ORGANIZATION);
    } else if (!proper
        && (predicate.equals("is") || predicate.equals("was") || predicate.endsWith(" as"))) {
      types.hint(object, EntityTypes.CONCEPT);
    }
  }
}
