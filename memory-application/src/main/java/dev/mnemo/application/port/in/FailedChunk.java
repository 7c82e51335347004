package dev.mnemo.application.port.in;

/**
 * A passage of which a model made nothing. Its text is remembered and found by its words. What it
 * states is, too, where {@code extracted}: only the vectors are missing, which {@link Reembed}
 * makes. Otherwise it is not until remembering the same text again succeeds.
 *
 * @param position 0, 1, 2 … among the text's chunks
 * @param extracted whether the language model read it, so that the embedding model failed
 * @param reason for people
 */
public record FailedChunk(int position, boolean extracted, String reason) {}
