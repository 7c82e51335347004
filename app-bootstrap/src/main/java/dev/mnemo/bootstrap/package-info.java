/** Where everything meets: configuration, wiring, command line, facade. Nothing depends on it. */
@NullMarked
package dev.mnemo.bootstrap;

import org.jspecify.annotations.NullMarked;
