package dev.mnemo.adapter.llm.offline;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The forms of English verbs. */
final class Verbs {

  private static final Map<String, String> LEMMAS = new HashMap<>();

  static {
    String irregular =
        """
        be am is are was were been being 'm 're|have has had having 've|do does did done doing
        go goes went gone|get gets got gotten|say says said|make makes made|know knew known
        think thought|take took taken|see saw seen|come came|give gave given|find found|tell told
        become became|leave left|feel felt|bring brought|begin began begun|keep kept|hold held
        write wrote written|stand stood|hear heard|mean meant|meet met|run ran|pay paid|sit sat
        speak spoke spoken|lead led|grow grew grown|lose lost|fall fell fallen|send sent
        build built|understand understood|draw drew drawn|break broke broken|spend spent
        rise rose risen|drive drove driven|buy bought|wear wore worn|choose chose chosen
        eat ate eaten|sell sold|win won|teach taught|catch caught|fight fought|seek sought
        fly flew flown|throw threw thrown|sing sang sung|swim swam swum|drink drank drunk
        ride rode ridden|steal stole stolen|hide hid hidden|shoot shot|sleep slept|feed fed
        forget forgot forgotten|bite bit bitten|blow blew blown|wake woke woken|bear bore born borne
        lend lent|bend bent|shake shook shaken|wind wound|dream dreamt|learn learnt|burn burnt
        marry married marries|study studied studies|die died dying dies|lie lay lain lying
        will 'll wo|can ca|would 'd|not n't""";
    for (String verb : irregular.split("[|\\n]")) {
      String[] forms = verb.strip().split(" ");
      for (String form : forms) {
        LEMMAS.put(form, forms[0]);
      }
    }
  }

  private static final Set<String> SIBILANTS = Set.of("s", "x", "z", "ch", "sh", "o");

  private Verbs() {}

  /**
   * The lemma of an irregular or auxiliary form; otherwise what the model says, or the word itself.
   */
  static String lemma(String lower, String tag, String modelled) {
    if (tag.startsWith("VB") || tag.equals("MD") || tag.startsWith("RB")) {
      String known = LEMMAS.get(lower);
      if (known != null) {
        return known;
      }
      if (lower.equals("'s")) {
        return "be";
      }
    }
    return modelled.isBlank() || modelled.equals("O") ? lower : modelled;
  }

  /** The lemma of an irregular form, or the word itself. */
  static String lemma(String lower) {
    return LEMMAS.getOrDefault(lower, lower);
  }

  /**
   * How a verb of the first person or the plural sounds with a single third person: {@code lives}.
   */
  static String thirdPerson(String form) {
    return switch (form) {
      case "am", "are", "be", "'m", "'re", "'s" -> "is";
      case "were" -> "was";
      case "have", "'ve" -> "has";
      default -> {
        if (form.endsWith("y") && form.length() > 2 && "aeiou".indexOf(before(form)) < 0) {
          yield form.substring(0, form.length() - 1) + "ies";
        }
        boolean hisses =
            SIBILANTS.contains(form.substring(form.length() - 1))
                || (form.length() > 1 && SIBILANTS.contains(form.substring(form.length() - 2)));
        yield form + (hisses ? "es" : "s");
      }
    };
  }

  private static char before(String form) {
    return form.charAt(form.length() - 2);
  }
}
