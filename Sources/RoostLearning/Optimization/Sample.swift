/// What a function is at a point.
package struct Sample: Sendable, Hashable {
    package let value: Double
    package let gradient: [Double]

    package init(value: Double, gradient: [Double]) {
        self.value = value
        self.gradient = gradient
    }
}
