package dev.mnemo.adapter.llm.offline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who and what a text spoke of lately, and so what its pronouns mean. A pronoun that fits two
 * equally well means nothing here: a wrong fact is worse than none.
 */
final class Discourse {

  private static final int REACH = 4;
  private static final int REMEMBERED = 64;

  private record Mention(String name, int sentence, boolean subject) {}

  private final Map<String, Gender> genders = new HashMap<>();
  private final Map<String, String> fullNames = new HashMap<>();
  private final List<Mention> mentions = new ArrayList<>();
  private int sentence;

  void nextSentence() {
    sentence++;
    if (mentions.size() > REMEMBERED) {
      mentions.subList(0, mentions.size() - REMEMBERED / 2).clear();
    }
  }

  void mention(String name, Gender gender, boolean subject) {
    if (gender != Gender.UNKNOWN || !genders.containsKey(name)) {
      genders.merge(name, gender, Discourse::moreExact);
    }
    if (name.indexOf(' ') > 0 && isPerson(genderOf(name)) && gender != Gender.GROUP) {
      for (String part : name.split(" ")) {
        fullNames.putIfAbsent(part, name);
      }
    }
    mentions.add(new Mention(name, sentence, subject));
  }

  boolean mentionedNow(String name) {
    return mentions.stream()
        .anyMatch(mention -> mention.sentence() == sentence && mention.name().equals(name));
  }

  /** "Smith" where the text spoke of "Jane Smith" before. */
  String canonical(String name) {
    String full = fullNames.get(name);
    return full == null || genderOf(name) == Gender.THING ? name : full;
  }

  Gender genderOf(String name) {
    Gender learnt = genders.getOrDefault(name, Gender.UNKNOWN);
    return learnt == Gender.UNKNOWN ? GivenNames.genderOf(name) : learnt;
  }

  /** The one thing that a predicate accepts and that was spoken of most recently. */
  Optional<String> latest(Predicate<String> accepted) {
    for (int back = 0; back <= REACH; back++) {
      int wanted = sentence - back;
      List<String> names =
          mentions.stream()
              .filter(mention -> mention.sentence() == wanted)
              .map(Mention::name)
              .filter(accepted)
              .distinct()
              .toList();
      if (!names.isEmpty()) {
        return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /**
   * What a pronoun of the third person means.
   *
   * @param excluded whom it cannot mean
   */
  Optional<String> resolve(String pronoun, List<String> excluded) {
    Gender wanted = wanted(pronoun);
    for (int back = 0; back <= (wanted == Gender.THING ? 1 : REACH); back++) {
      int at = sentence - back;
      List<Mention> fitting =
          mentions.stream()
              .filter(mention -> mention.sentence() == at)
              .filter(mention -> !excluded.contains(mention.name()))
              .filter(mention -> fits(mention, wanted))
              .toList();
      if (!fitting.isEmpty()) {
        Optional<String> chosen = choose(fitting, wanted);
        chosen
            .filter(name -> wanted == Gender.FEMALE || wanted == Gender.MALE)
            .ifPresent(name -> genders.merge(name, wanted, Discourse::moreExact));
        return chosen;
      }
    }
    return Optional.empty();
  }

  static Gender wanted(String pronoun) {
    return switch (pronoun.toLowerCase(Locale.ROOT)) {
      case "she", "her", "hers" -> Gender.FEMALE;
      case "he", "him", "his" -> Gender.MALE;
      case "they", "them", "their", "theirs" -> Gender.GROUP;
      default -> Gender.THING;
    };
  }

  private boolean fits(Mention mention, Gender wanted) {
    Gender gender = genderOf(mention.name());
    if (gender == wanted) {
      return true;
    }
    boolean unknownPerson =
        gender == Gender.PERSON || (gender == Gender.UNKNOWN && mention.subject());
    return (wanted == Gender.FEMALE || wanted == Gender.MALE) && unknownPerson;
  }

  private Optional<String> choose(List<Mention> fitting, Gender wanted) {
    List<String> all = distinct(fitting, mention -> true);
    if (all.size() == 1) {
      return Optional.of(all.getFirst());
    }
    List<String> exact = distinct(fitting, mention -> genderOf(mention.name()) == wanted);
    List<String> subjects = distinct(fitting, Mention::subject);
    // "Tom met Jerry. He …" may mean either.
    boolean subjectFits =
        subjects.size() == 1
            && (exact.isEmpty() || exact.equals(subjects) || wanted == Gender.THING);
    if (subjectFits) {
      return Optional.of(subjects.getFirst());
    }
    boolean onlyExact = exact.size() == 1 && subjects.stream().allMatch(exact::contains);
    return onlyExact ? Optional.of(exact.getFirst()) : Optional.empty();
  }

  private static List<String> distinct(List<Mention> mentions, Predicate<Mention> accepted) {
    return mentions.stream().filter(accepted).map(Mention::name).distinct().toList();
  }

  private static boolean isPerson(Gender gender) {
    return gender == Gender.FEMALE || gender == Gender.MALE || gender == Gender.PERSON;
  }

  private static Gender moreExact(Gender before, Gender now) {
    boolean vague = before == Gender.UNKNOWN || before == Gender.PERSON;
    return vague && now != Gender.UNKNOWN ? now : before;
  }
}
