import RoostHuggingFace

extension ONNXDeclaration.ImageSteps {
    /// The same steps as those of a checkpoint's processor.
    init(_ processor: ImageProcessorConfiguration) {
        switch processor.resize {
        case nil: resize = nil
        case .exact(let size): resize = Resize(exact: size.sides)
        case .shortestEdge(let edge, let longest): resize = Resize(shortestEdge: edge, longestEdge: longest)
        case .shortestEdgeThenCrop(let edge, let fraction) where edge < 384:
            resize = Resize(shortestEdge: Int(Double(edge) / fraction))
            crop = [edge, edge]
        case .shortestEdgeThenCrop(let edge, _): resize = Resize(exact: [edge, edge])
        }
        sizeDivisor = processor.sizeDivisor
        if let centerCrop = processor.centerCrop { crop = centerCrop.sides }
        filter = processor.resize == nil ? nil : "\(processor.resample)"
        scale = processor.rescaleFactor
        mean = processor.normalization?.mean
        std = processor.normalization?.std
        switch processor.padding {
        case nil: break
        case .batch: pad = true
        case .size(let size): padTo = size.sides
        }
    }

    /// The same steps made to end with images of `size`.
    func producing(_ size: ImageSize) -> Self {
        var changed = self
        guard (crop ?? resize?.exact) != size.sides || pad != nil || padTo != nil else { return self }
        changed.resize = Resize(exact: size.sides)
        changed.filter = filter ?? "bilinear"
        changed.crop = nil
        changed.sizeDivisor = nil
        changed.pad = nil
        changed.padTo = nil
        return changed
    }

    /// What is done, as a sentence.
    var sentence: String {
        var steps = ["made upright by its EXIF orientation, converted to RGB (grey for one channel)"]
        func text(_ sides: [Int]) -> String { sides.map(String.init).joined(separator: "x") }
        if let exact = resize?.exact { steps.append("resized to \(text(exact)) (height x width)") }
        if let edge = resize?.shortestEdge {
            let bound = resize?.longestEdge.map { ", the longest at most \($0)" } ?? ""
            steps.append("resized so that the shortest edge is \(edge)\(bound)")
        }
        if resize != nil, let filter { steps.append("with Pillow's \(filter) filter") }
        if let sizeDivisor { steps.append("sides rounded up to multiples of \(sizeDivisor) by resizing") }
        if let crop { steps.append("cropped to \(text(crop)) from the centre") }
        if let scale { steps.append("samples multiplied with \(scale)") }
        if let mean, let std { steps.append("less the mean \(mean), divided by \(std)") }
        if pad == true { steps.append("padded with zeros at the right and below to the greatest of the batch") }
        if let padTo { steps.append("padded with zeros at the right and below to \(text(padTo))") }
        return "An image is " + steps.joined(separator: "; ") + "."
    }
}

extension ImageSize {
    fileprivate var sides: [Int] { [height, width] }
}
