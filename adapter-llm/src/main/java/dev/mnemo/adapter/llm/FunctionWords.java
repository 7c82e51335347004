package dev.mnemo.adapter.llm;

import java.util.List;
import java.util.Set;

/** Words that carry grammar rather than meaning. */
final class FunctionWords {

  private static final Set<String> WORDS =
      Set.copyOf(
          List.of(("a about above after again against all also am an and any are aren't as at be because"
                  + " been before being below between both but by can cannot could did do does doing"
                  + " down during each either else ever every few for from further had has have"
                  + " having he her here hers him his how i if in into is it its just like me might"
                  + " more most much must my myself neither no nor not now of off on once one only"
                  + " or other our ours out over own please quite rather really same shall she"
                  + " should since so some still such than that the their theirs them then there"
                  + " these they this those though through to too under until up upon us very was"
                  + " we were what whatever when where whether which while who whom whose why will"
                  + " with within without would yes yet you your yours n't 's 're 've 'll 'd 'm"
                  + " ca wo tell show list give describe explain say find let remember know say"
                  + " hello hi hey thanks thank ok okay and maybe today yesterday tomorrow")
              .split(" +")));

  private FunctionWords() {}

  static boolean has(String lower) {
    return WORDS.contains(lower);
  }
}
