package dev.raglan.spring.internal.bean;

/** Reason why a proxy cannot see the calls of a method, with its remedy. */
enum Obstacle implements TracedBean.Remedied {
  FINAL_CLASS(
      "the class is final",
      "Make it non-final, or give it an interface and set spring.aop.proxy-target-class=false"),
  SEALED_CLASS(
      "the class is sealed",
      "Make it non-sealed, or give it an interface and set spring.aop.proxy-target-class=false"),
  NO_CONSTRUCTOR(
      "the class has private constructors only",
      "Give it one that is not private,"
          + " or an interface and set spring.aop.proxy-target-class=false"),
  TOO_MANY_METHODS(
      "the class has more than 1,500 methods, which are too many for a subclass",
      "Move the traced methods to a bean of their own"),
  SEALED_INTERFACE("the class implements a sealed interface", "Make the interface non-sealed"),
  FINAL_METHOD("the method is final", "Make it non-final"),
  PRIVATE_METHOD("the method is private", "Make it visible and call it from another bean"),
  STATIC_METHOD("the method is static", "Make it an instance method"),
  NOT_ON_INTERFACE(
      "the bean's proxy has only the methods of its interfaces",
      "Declare the method on one of them, or set spring.aop.proxy-target-class=true");

  private final String reason;
  private final String remedy;

  Obstacle(String reason, String remedy) {
    this.reason = reason;
    this.remedy = remedy;
  }

  @Override
  public String reason() {
    return reason;
  }

  @Override
  public String remedy() {
    return remedy + ", or weave it with raglan-aspectj.";
  }
}
