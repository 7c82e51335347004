package dev.mnemo.domain.model;

import dev.mnemo.domain.exception.InvalidInputException;
import java.util.Arrays;

/**
 * A text's place in a model's vector space. Finite and not all zero, so that a cosine always
 * exists.
 */
public final class Embedding {

  private final String model;
  private final float[] vector;

  private Embedding(String model, float[] vector) {
    this.model = model;
    this.vector = vector;
  }

  /**
   * @param model the model's name; vectors of two models are never compared
   * @param vector one value per dimension; copied
   */
  public static Embedding of(String model, float[] vector) {
    Require.identifier("embedding model", model, 256);
    double squares = 0;
    for (float value : Require.present("vector", vector)) {
      squares += (double) value * value;
    }
    if (!Double.isFinite(squares) || squares == 0) {
      throw new InvalidInputException(
          "vector of %d dimensions".formatted(vector.length),
          squares == 0 ? "all zero" : "not finite",
          "give finite values that are not all zero");
    }
    return new Embedding(model, vector.clone());
  }

  /** The name of the model that made it. */
  public String model() {
    return model;
  }

  /** The number of dimensions. */
  public int dimension() {
    return vector.length;
  }

  /** A copy of the values. */
  public float[] vector() {
    return vector.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Embedding that
        && model.equals(that.model)
        && Arrays.equals(vector, that.vector);
  }

  @Override
  public int hashCode() {
    return 31 * model.hashCode() + Arrays.hashCode(vector);
  }

  @Override
  public String toString() {
    return "Embedding[%s, %d dimensions]".formatted(model, vector.length);
  }
}
