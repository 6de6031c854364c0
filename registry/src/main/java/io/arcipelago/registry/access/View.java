package io.arcipelago.registry.access;

import io.arcipelago.registry.state.Federation;

/**
 * The part of the federation that somebody sees.
 *
 * @param anonymous whether only public fields may be shown
 * @param admin whether nothing is left out
 * @param tag changes whenever what is seen may have changed, and differs between people who see
 *     different things; for entity tags
 * @param wholeTag changes with every change of the federation, seen or not
 */
public record View(
        Federation federation, boolean anonymous, boolean admin, String tag, String wholeTag) {}
