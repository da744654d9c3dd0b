package dev.raglan.contract.subject.woven;

import dev.raglan.annotation.Traced;

/** A sealed hierarchy. */
public sealed interface Shape {

  double area();

  /** The body of a default method cannot be woven. */
  @Traced("a default method")
  default String describe() {
    return "of area " + area();
  }

  /**
   * A square.
   *
   * @param side its side
   */
  record Square(double side) implements Shape {
    @Override
    @Traced("square")
    public double area() {
      return side * side;
    }
  }

  /** Any other. */
  non-sealed class Other implements Shape {
    @Override
    @Traced("other")
    public double area() {
      return 1;
    }
  }

  /** One whose method calls the overridden one. */
  class Doubled extends Other {
    @Override
    @Traced("doubled")
    public double area() {
      return 2 * super.area();
    }
  }
}
