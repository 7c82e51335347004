package dev.mnemo.application.service;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The words asked for that anything says of what was found, each with how rare it is there.
 *
 * @param ofWords the logarithm of the inverse frequency
 */
record Rarity(Map<String, Double> ofWords) {

  /**
   * @param found the words of each candidate
   */
  static Rarity of(Set<String> asked, Collection<Set<String>> found) {
    Map<String, Double> rarity = new HashMap<>();
    for (String word : asked) {
      long having = found.stream().filter(its -> its.contains(word)).count();
      if (having > 0) {
        rarity.put(word, Math.log(1 + found.size() / (1.0 + having)));
      }
    }
    return new Rarity(rarity);
  }

  /** The share of the words asked for that are there, rare ones counting more. */
  double share(Predicate<String> isThere) {
    double all = 0;
    double found = 0;
    for (Map.Entry<String, Double> word : ofWords.entrySet()) {
      all += word.getValue();
      found += isThere.test(word.getKey()) ? word.getValue() : 0;
    }
    return all == 0 ? 0 : found / all;
  }
}
