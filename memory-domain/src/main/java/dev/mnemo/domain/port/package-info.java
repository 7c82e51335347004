/**
 * Driven ports: what the core asks of a store or a model. Blocking, thread-safe, without optional
 * operations; failures are the types of {@code dev.mnemo.domain.exception}. Each has a contract in
 * memory-testkit that every adapter passes.
 */
package dev.mnemo.domain.port;
