package dev.raglan.contract.subject;

/**
 * Takes a value and gives the same one back.
 *
 * @param <T> the kind of value
 */
public interface Echo<T> {

  T echo(T value);
}
