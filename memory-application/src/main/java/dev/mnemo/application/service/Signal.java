package dev.mnemo.application.service;

import dev.mnemo.domain.model.graph.Candidate;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * One reason for a candidate to rank high, or low.
 *
 * @param name as the weights call it
 * @param over given the candidates of one kind, tells each one's value, 0 to 1
 */
record Signal(String name, Function<Pool, ToDoubleFunction<Candidate>> over) {}
