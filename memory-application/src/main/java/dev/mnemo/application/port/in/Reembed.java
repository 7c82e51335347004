package dev.mnemo.application.port.in;

import dev.mnemo.domain.model.UserScope;

/** Gives every text of the graph a vector of the chosen embedding model. */
public interface Reembed {

  /**
   * Makes the vectors beside those in use, then puts them to use and removes the others. Searches
   * go on meanwhile. A run that breaks off leaves what it made, and the next one goes on there;
   * where nothing is left to do it says so.
   *
   * @param scope who pays; the vectors of all users are made
   * @param progress is told how many texts have their vector
   * @throws dev.mnemo.domain.exception.InvalidInputException where no embedding model is chosen, or
   *     the graph keeps no vectors
   * @throws dev.mnemo.domain.exception.ConflictException where a change to another model began
   *     meanwhile
   */
  Reembedded reembed(UserScope scope, Progress progress);
}
