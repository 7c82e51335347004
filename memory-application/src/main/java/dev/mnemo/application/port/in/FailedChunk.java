package dev.mnemo.application.port.in;

/**
 * A passage of which the model made nothing. Its text is remembered and found; what it states is
 * not, until remembering the same text again succeeds.
 *
 * @param position 0, 1, 2 … among the text's chunks
 * @param reason for people
 */
public record FailedChunk(int position, String reason) {}
