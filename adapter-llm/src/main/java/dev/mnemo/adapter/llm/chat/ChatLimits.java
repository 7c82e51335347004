package dev.mnemo.adapter.llm.chat;

import java.time.Duration;

/**
 * What one call may take.
 *
 * @param tokenBudget tokens of instructions, history, context and question together
 * @param timeout from the question to the end of the answer, retries included
 * @param idleTimeout how long a stream may show no sign of life, also before its first piece
 */
record ChatLimits(int tokenBudget, Duration timeout, Duration idleTimeout) {}
