import RoostAdapters
import RoostEntities

/// The items of a subset that something can be learnt from, by their place in it.
struct LabelledItems: Sendable {
    /// Of each item, the place of its label in the ontology.
    private(set) var labels: [Int] = []
    private(set) var unlabeled = 0
    private(set) var ambiguous = 0
    /// Items whose label the ontology does not have.
    private(set) var unknown = 0
    private let places: [String: Int]

    /// - Parameter ontology: the labels, in order.
    /// - Throws: ``RoostError`` when they are more than 100,000.
    init(ontology: [String]) throws(RoostError) {
        guard ontology.count <= 100_000 else {
            throw RoostError(
                .tooLarge,
                "the dataset has \(ontology.count) labels; a head is trained for at most 100,000"
            )
        }
        places = Dictionary(ontology.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
    }

    /// The place of the item's label, or `nil` for an item nothing can be learnt from.
    func place(_ item: TrainingItem) -> Int? {
        guard item.labels.count == 1, let label = item.labels.first else { return nil }
        return places[label]
    }

    mutating func add(_ item: TrainingItem) {
        if let place = place(item) {
            labels.append(place)
        } else if item.labels.isEmpty {
            unlabeled += 1
        } else if item.labels.count > 1 {
            ambiguous += 1
        } else {
            unknown += 1
        }
    }
}
