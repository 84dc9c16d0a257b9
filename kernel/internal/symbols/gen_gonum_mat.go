// Code generated from gonum.org/v1/gonum/mat by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p1 "gonum.org/v1/gonum/blas/blas64"
	p2 "gonum.org/v1/gonum/blas/cblas128"
	p3 "gonum.org/v1/gonum/lapack/lapack64"
	p0 "gonum.org/v1/gonum/mat"
)

func table_gonum_mat() []symbol {
	return []symbol{
		{"BandCholesky", (*p0.BandCholesky)(nil)},
		{"BandDense", (*p0.BandDense)(nil)},
		{"Banded", (*p0.Banded)(nil)},
		{"_Banded", (*_gonum_org_v1_gonum_mat_Banded)(nil)},
		{"CDense", (*p0.CDense)(nil)},
		{"CEqual", p0.CEqual},
		{"CEqualApprox", p0.CEqualApprox},
		{"CMatrix", (*p0.CMatrix)(nil)},
		{"_CMatrix", (*_gonum_org_v1_gonum_mat_CMatrix)(nil)},
		{"CTranspose", (*p0.CTranspose)(nil)},
		{"CUntransposer", (*p0.CUntransposer)(nil)},
		{"_CUntransposer", (*_gonum_org_v1_gonum_mat_CUntransposer)(nil)},
		{"Cholesky", (*p0.Cholesky)(nil)},
		{"ClonerFrom", (*p0.ClonerFrom)(nil)},
		{"_ClonerFrom", (*_gonum_org_v1_gonum_mat_ClonerFrom)(nil)},
		{"Col", p0.Col},
		{"ColNonZeroDoer", (*p0.ColNonZeroDoer)(nil)},
		{"_ColNonZeroDoer", (*_gonum_org_v1_gonum_mat_ColNonZeroDoer)(nil)},
		{"ColViewer", (*p0.ColViewer)(nil)},
		{"_ColViewer", (*_gonum_org_v1_gonum_mat_ColViewer)(nil)},
		{"Cond", p0.Cond},
		{"Condition", (*p0.Condition)(nil)},
		{"ConjTranspose", (*p0.ConjTranspose)(nil)},
		{"Copier", (*p0.Copier)(nil)},
		{"_Copier", (*_gonum_org_v1_gonum_mat_Copier)(nil)},
		{"Dense", (*p0.Dense)(nil)},
		{"DenseCopyOf", p0.DenseCopyOf},
		{"Det", p0.Det},
		{"DiagDense", (*p0.DiagDense)(nil)},
		{"Diagonal", (*p0.Diagonal)(nil)},
		{"_Diagonal", (*_gonum_org_v1_gonum_mat_Diagonal)(nil)},
		{"Dot", p0.Dot},
		{"DotByte", p0.DotByte},
		{"Eigen", (*p0.Eigen)(nil)},
		{"EigenKind", (*p0.EigenKind)(nil)},
		{"EigenSym", (*p0.EigenSym)(nil)},
		{"Equal", p0.Equal},
		{"EqualApprox", p0.EqualApprox},
		{"ErrBandSet", &p0.ErrBandSet},
		{"ErrBandwidth", &p0.ErrBandwidth},
		{"ErrColAccess", &p0.ErrColAccess},
		{"ErrColLength", &p0.ErrColLength},
		{"ErrDiagSet", &p0.ErrDiagSet},
		{"ErrFailedEigen", &p0.ErrFailedEigen},
		{"ErrIllegalStride", &p0.ErrIllegalStride},
		{"ErrIndexOutOfRange", &p0.ErrIndexOutOfRange},
		{"ErrNegativeDimension", &p0.ErrNegativeDimension},
		{"ErrNormOrder", &p0.ErrNormOrder},
		{"ErrNotPSD", &p0.ErrNotPSD},
		{"ErrPivot", &p0.ErrPivot},
		{"ErrReuseNonEmpty", &p0.ErrReuseNonEmpty},
		{"ErrRowAccess", &p0.ErrRowAccess},
		{"ErrRowLength", &p0.ErrRowLength},
		{"ErrShape", &p0.ErrShape},
		{"ErrSingular", &p0.ErrSingular},
		{"ErrSliceLengthMismatch", &p0.ErrSliceLengthMismatch},
		{"ErrSquare", &p0.ErrSquare},
		{"ErrTriangle", &p0.ErrTriangle},
		{"ErrTriangleSet", &p0.ErrTriangleSet},
		{"ErrVectorAccess", &p0.ErrVectorAccess},
		{"ErrZeroLength", &p0.ErrZeroLength},
		{"Error", (*p0.Error)(nil)},
		{"ErrorStack", (*p0.ErrorStack)(nil)},
		{"Excerpt", p0.Excerpt},
		{"FormatMATLAB", p0.FormatMATLAB},
		{"FormatOption", (*p0.FormatOption)(nil)},
		{"FormatPython", p0.FormatPython},
		{"Formatted", p0.Formatted},
		{"GSVD", (*p0.GSVD)(nil)},
		{"GSVDKind", (*p0.GSVDKind)(nil)},
		{"Grower", (*p0.Grower)(nil)},
		{"_Grower", (*_gonum_org_v1_gonum_mat_Grower)(nil)},
		{"HOGSVD", (*p0.HOGSVD)(nil)},
		{"Inner", p0.Inner},
		{"LQ", (*p0.LQ)(nil)},
		{"LU", (*p0.LU)(nil)},
		{"LogDet", p0.LogDet},
		{"Matrix", (*p0.Matrix)(nil)},
		{"_Matrix", (*_gonum_org_v1_gonum_mat_Matrix)(nil)},
		{"Max", p0.Max},
		{"Maybe", p0.Maybe},
		{"MaybeComplex", p0.MaybeComplex},
		{"MaybeFloat", p0.MaybeFloat},
		{"Min", p0.Min},
		{"Mutable", (*p0.Mutable)(nil)},
		{"_Mutable", (*_gonum_org_v1_gonum_mat_Mutable)(nil)},
		{"MutableBanded", (*p0.MutableBanded)(nil)},
		{"_MutableBanded", (*_gonum_org_v1_gonum_mat_MutableBanded)(nil)},
		{"MutableDiagonal", (*p0.MutableDiagonal)(nil)},
		{"_MutableDiagonal", (*_gonum_org_v1_gonum_mat_MutableDiagonal)(nil)},
		{"MutableSymBanded", (*p0.MutableSymBanded)(nil)},
		{"_MutableSymBanded", (*_gonum_org_v1_gonum_mat_MutableSymBanded)(nil)},
		{"MutableSymmetric", (*p0.MutableSymmetric)(nil)},
		{"_MutableSymmetric", (*_gonum_org_v1_gonum_mat_MutableSymmetric)(nil)},
		{"MutableTriBanded", (*p0.MutableTriBanded)(nil)},
		{"_MutableTriBanded", (*_gonum_org_v1_gonum_mat_MutableTriBanded)(nil)},
		{"MutableTriangular", (*p0.MutableTriangular)(nil)},
		{"_MutableTriangular", (*_gonum_org_v1_gonum_mat_MutableTriangular)(nil)},
		{"MutableVector", (*p0.MutableVector)(nil)},
		{"_MutableVector", (*_gonum_org_v1_gonum_mat_MutableVector)(nil)},
		{"NewBandDense", p0.NewBandDense},
		{"NewCDense", p0.NewCDense},
		{"NewDense", p0.NewDense},
		{"NewDiagDense", p0.NewDiagDense},
		{"NewDiagonalRect", p0.NewDiagonalRect},
		{"NewSymBandDense", p0.NewSymBandDense},
		{"NewSymDense", p0.NewSymDense},
		{"NewTriBandDense", p0.NewTriBandDense},
		{"NewTriDense", p0.NewTriDense},
		{"NewTridiag", p0.NewTridiag},
		{"NewVecDense", p0.NewVecDense},
		{"NonZeroDoer", (*p0.NonZeroDoer)(nil)},
		{"_NonZeroDoer", (*_gonum_org_v1_gonum_mat_NonZeroDoer)(nil)},
		{"Norm", p0.Norm},
		{"Normer", (*p0.Normer)(nil)},
		{"_Normer", (*_gonum_org_v1_gonum_mat_Normer)(nil)},
		{"PivotedCholesky", (*p0.PivotedCholesky)(nil)},
		{"Prefix", p0.Prefix},
		{"QR", (*p0.QR)(nil)},
		{"RawBander", (*p0.RawBander)(nil)},
		{"_RawBander", (*_gonum_org_v1_gonum_mat_RawBander)(nil)},
		{"RawCMatrixer", (*p0.RawCMatrixer)(nil)},
		{"_RawCMatrixer", (*_gonum_org_v1_gonum_mat_RawCMatrixer)(nil)},
		{"RawColViewer", (*p0.RawColViewer)(nil)},
		{"_RawColViewer", (*_gonum_org_v1_gonum_mat_RawColViewer)(nil)},
		{"RawMatrixSetter", (*p0.RawMatrixSetter)(nil)},
		{"_RawMatrixSetter", (*_gonum_org_v1_gonum_mat_RawMatrixSetter)(nil)},
		{"RawMatrixer", (*p0.RawMatrixer)(nil)},
		{"_RawMatrixer", (*_gonum_org_v1_gonum_mat_RawMatrixer)(nil)},
		{"RawRowViewer", (*p0.RawRowViewer)(nil)},
		{"_RawRowViewer", (*_gonum_org_v1_gonum_mat_RawRowViewer)(nil)},
		{"RawSymBander", (*p0.RawSymBander)(nil)},
		{"_RawSymBander", (*_gonum_org_v1_gonum_mat_RawSymBander)(nil)},
		{"RawSymmetricer", (*p0.RawSymmetricer)(nil)},
		{"_RawSymmetricer", (*_gonum_org_v1_gonum_mat_RawSymmetricer)(nil)},
		{"RawTriBander", (*p0.RawTriBander)(nil)},
		{"_RawTriBander", (*_gonum_org_v1_gonum_mat_RawTriBander)(nil)},
		{"RawTriangular", (*p0.RawTriangular)(nil)},
		{"_RawTriangular", (*_gonum_org_v1_gonum_mat_RawTriangular)(nil)},
		{"RawTridiagonaler", (*p0.RawTridiagonaler)(nil)},
		{"_RawTridiagonaler", (*_gonum_org_v1_gonum_mat_RawTridiagonaler)(nil)},
		{"RawVectorer", (*p0.RawVectorer)(nil)},
		{"_RawVectorer", (*_gonum_org_v1_gonum_mat_RawVectorer)(nil)},
		{"Reseter", (*p0.Reseter)(nil)},
		{"_Reseter", (*_gonum_org_v1_gonum_mat_Reseter)(nil)},
		{"Row", p0.Row},
		{"RowNonZeroDoer", (*p0.RowNonZeroDoer)(nil)},
		{"_RowNonZeroDoer", (*_gonum_org_v1_gonum_mat_RowNonZeroDoer)(nil)},
		{"RowViewer", (*p0.RowViewer)(nil)},
		{"_RowViewer", (*_gonum_org_v1_gonum_mat_RowViewer)(nil)},
		{"SVD", (*p0.SVD)(nil)},
		{"SVDKind", (*p0.SVDKind)(nil)},
		{"SolveToer", (*p0.SolveToer)(nil)},
		{"_SolveToer", (*_gonum_org_v1_gonum_mat_SolveToer)(nil)},
		{"Squeeze", p0.Squeeze},
		{"Sum", p0.Sum},
		{"SymBandDense", (*p0.SymBandDense)(nil)},
		{"SymBanded", (*p0.SymBanded)(nil)},
		{"_SymBanded", (*_gonum_org_v1_gonum_mat_SymBanded)(nil)},
		{"SymDense", (*p0.SymDense)(nil)},
		{"Symmetric", (*p0.Symmetric)(nil)},
		{"_Symmetric", (*_gonum_org_v1_gonum_mat_Symmetric)(nil)},
		{"Trace", p0.Trace},
		{"Tracer", (*p0.Tracer)(nil)},
		{"_Tracer", (*_gonum_org_v1_gonum_mat_Tracer)(nil)},
		{"Transpose", (*p0.Transpose)(nil)},
		{"TransposeBand", (*p0.TransposeBand)(nil)},
		{"TransposeTri", (*p0.TransposeTri)(nil)},
		{"TransposeTriBand", (*p0.TransposeTriBand)(nil)},
		{"TransposeVec", (*p0.TransposeVec)(nil)},
		{"TriBandDense", (*p0.TriBandDense)(nil)},
		{"TriBanded", (*p0.TriBanded)(nil)},
		{"_TriBanded", (*_gonum_org_v1_gonum_mat_TriBanded)(nil)},
		{"TriDense", (*p0.TriDense)(nil)},
		{"TriKind", (*p0.TriKind)(nil)},
		{"Triangular", (*p0.Triangular)(nil)},
		{"_Triangular", (*_gonum_org_v1_gonum_mat_Triangular)(nil)},
		{"Tridiag", (*p0.Tridiag)(nil)},
		{"UnConjTransposer", (*p0.UnConjTransposer)(nil)},
		{"_UnConjTransposer", (*_gonum_org_v1_gonum_mat_UnConjTransposer)(nil)},
		{"UntransposeBander", (*p0.UntransposeBander)(nil)},
		{"_UntransposeBander", (*_gonum_org_v1_gonum_mat_UntransposeBander)(nil)},
		{"UntransposeTriBander", (*p0.UntransposeTriBander)(nil)},
		{"_UntransposeTriBander", (*_gonum_org_v1_gonum_mat_UntransposeTriBander)(nil)},
		{"UntransposeTrier", (*p0.UntransposeTrier)(nil)},
		{"_UntransposeTrier", (*_gonum_org_v1_gonum_mat_UntransposeTrier)(nil)},
		{"Untransposer", (*p0.Untransposer)(nil)},
		{"_Untransposer", (*_gonum_org_v1_gonum_mat_Untransposer)(nil)},
		{"VecDense", (*p0.VecDense)(nil)},
		{"VecDenseCopyOf", p0.VecDenseCopyOf},
		{"Vector", (*p0.Vector)(nil)},
		{"_Vector", (*_gonum_org_v1_gonum_mat_Vector)(nil)},
	}
}

// _gonum_org_v1_gonum_mat_Banded is an interface wrapper for Banded.
type _gonum_org_v1_gonum_mat_Banded struct {
	IValue     interface{}
	WAt        func(a0 int, a1 int) float64
	WBandwidth func() (int, int)
	WDims      func() (int, int)
	WT         func() p0.Matrix
	WTBand     func() p0.Banded
}

func (w _gonum_org_v1_gonum_mat_Banded) At(a0 int, a1 int) float64 {
	return w.WAt(a0, a1)
}
func (w _gonum_org_v1_gonum_mat_Banded) Bandwidth() (int, int) {
	return w.WBandwidth()
}
func (w _gonum_org_v1_gonum_mat_Banded) Dims() (int, int) {
	return w.WDims()
}
func (w _gonum_org_v1_gonum_mat_Banded) T() p0.Matrix {
	return w.WT()
}
func (w _gonum_org_v1_gonum_mat_Banded) TBand() p0.Banded {
	return w.WTBand()
}

// _gonum_org_v1_gonum_mat_CMatrix is an interface wrapper for CMatrix.
type _gonum_org_v1_gonum_mat_CMatrix struct {
	IValue interface{}
	WAt    func(a0 int, a1 int) complex128
	WDims  func() (int, int)
	WH     func() p0.CMatrix
	WT     func() p0.CMatrix
}

func (w _gonum_org_v1_gonum_mat_CMatrix) At(a0 int, a1 int) complex128 {
	return w.WAt(a0, a1)
}
func (w _gonum_org_v1_gonum_mat_CMatrix) Dims() (int, int) {
	return w.WDims()
}
func (w _gonum_org_v1_gonum_mat_CMatrix) H() p0.CMatrix {
	return w.WH()
}
func (w _gonum_org_v1_gonum_mat_CMatrix) T() p0.CMatrix {
	return w.WT()
}

// _gonum_org_v1_gonum_mat_CUntransposer is an interface wrapper for CUntransposer.
type _gonum_org_v1_gonum_mat_CUntransposer struct {
	IValue       interface{}
	WUntranspose func() p0.CMatrix
}

func (w _gonum_org_v1_gonum_mat_CUntransposer) Untranspose() p0.CMatrix {
	return w.WUntranspose()
}

// _gonum_org_v1_gonum_mat_ClonerFrom is an interface wrapper for ClonerFrom.
type _gonum_org_v1_gonum_mat_ClonerFrom struct {
	IValue     interface{}
	WCloneFrom func(a0 p0.Matrix)
}

func (w _gonum_org_v1_gonum_mat_ClonerFrom) CloneFrom(a0 p0.Matrix) {
	w.WCloneFrom(a0)
}

// _gonum_org_v1_gonum_mat_ColNonZeroDoer is an interface wrapper for ColNonZeroDoer.
type _gonum_org_v1_gonum_mat_ColNonZeroDoer struct {
	IValue        interface{}
	WDoColNonZero func(a0 int, a1 func(i int, j int, v float64))
}

func (w _gonum_org_v1_gonum_mat_ColNonZeroDoer) DoColNonZero(a0 int, a1 func(i int, j int, v float64)) {
	w.WDoColNonZero(a0, a1)
}

// _gonum_org_v1_gonum_mat_ColViewer is an interface wrapper for ColViewer.
type _gonum_org_v1_gonum_mat_ColViewer struct {
	IValue   interface{}
	WColView func(a0 int) p0.Vector
}

func (w _gonum_org_v1_gonum_mat_ColViewer) ColView(a0 int) p0.Vector {
	return w.WColView(a0)
}

// _gonum_org_v1_gonum_mat_Copier is an interface wrapper for Copier.
type _gonum_org_v1_gonum_mat_Copier struct {
	IValue interface{}
	WCopy  func(a0 p0.Matrix) (int, int)
}

func (w _gonum_org_v1_gonum_mat_Copier) Copy(a0 p0.Matrix) (int, int) {
	return w.WCopy(a0)
}

// _gonum_org_v1_gonum_mat_Diagonal is an interface wrapper for Diagonal.
type _gonum_org_v1_gonum_mat_Diagonal struct {
	IValue        interface{}
	WAt           func(a0 int, a1 int) float64
	WBandwidth    func() (int, int)
	WDiag         func() int
	WDims         func() (int, int)
	WSymBand      func() (int, int)
	WSymmetricDim func() int
	WT            func() p0.Matrix
	WTBand        func() p0.Banded
	WTTri         func() p0.Triangular
	WTTriBand     func() p0.TriBanded
	WTriBand      func() (int, int, p0.TriKind)
	WTriangle     func() (int, p0.TriKind)
}

func (w _gonum_org_v1_gonum_mat_Diagonal) At(a0 int, a1 int) float64 {
	return w.WAt(a0, a1)
}
func (w _gonum_org_v1_gonum_mat_Diagonal) Bandwidth() (int, int) {
	return w.WBandwidth()
}
func (w _gonum_org_v1_gonum_mat_Diagonal) Diag() int {
	return w.WDiag()
}
func (w _gonum_org_v1_gonum_mat_Diagonal) Dims() (int, int) {
	return w.WDims()
}
func (w _gonum_org_v1_gonum_mat_Diagonal) SymBand() (int, int) {
	return w.WSymBand()
}
func (w _gonum_org_v1_gonum_mat_Diagonal) SymmetricDim() int {
	return w.WSymmetricDim()
}
func (w _gonum_org_v1_gonum_mat_Diagonal) T() p0.Matrix {
	return w.WT()
}
func (w _gonum_org_v1_gonum_mat_Diagonal) TBand() p0.Banded {
	return w.WTBand()
}
func (w _gonum_org_v1_gonum_mat_Diagonal) TTri() p0.Triangular {
	return w.WTTri()
}
func (w _gonum_org_v1_gonum_mat_Diagonal) TTriBand() p0.TriBanded {
	return w.WTTriBand()
}
func (w _gonum_org_v1_gonum_mat_Diagonal) TriBand() (int, int, p0.TriKind) {
	return w.WTriBand()
}
func (w _gonum_org_v1_gonum_mat_Diagonal) Triangle() (int, p0.TriKind) {
	return w.WTriangle()
}

// _gonum_org_v1_gonum_mat_Grower is an interface wrapper for Grower.
type _gonum_org_v1_gonum_mat_Grower struct {
	IValue interface{}
	WCaps  func() (int, int)
	WGrow  func(a0 int, a1 int) p0.Matrix
}

func (w _gonum_org_v1_gonum_mat_Grower) Caps() (int, int) {
	return w.WCaps()
}
func (w _gonum_org_v1_gonum_mat_Grower) Grow(a0 int, a1 int) p0.Matrix {
	return w.WGrow(a0, a1)
}

// _gonum_org_v1_gonum_mat_Matrix is an interface wrapper for Matrix.
type _gonum_org_v1_gonum_mat_Matrix struct {
	IValue interface{}
	WAt    func(a0 int, a1 int) float64
	WDims  func() (int, int)
	WT     func() p0.Matrix
}

func (w _gonum_org_v1_gonum_mat_Matrix) At(a0 int, a1 int) float64 {
	return w.WAt(a0, a1)
}
func (w _gonum_org_v1_gonum_mat_Matrix) Dims() (int, int) {
	return w.WDims()
}
func (w _gonum_org_v1_gonum_mat_Matrix) T() p0.Matrix {
	return w.WT()
}

// _gonum_org_v1_gonum_mat_Mutable is an interface wrapper for Mutable.
type _gonum_org_v1_gonum_mat_Mutable struct {
	IValue interface{}
	WAt    func(a0 int, a1 int) float64
	WDims  func() (int, int)
	WSet   func(a0 int, a1 int, a2 float64)
	WT     func() p0.Matrix
}

func (w _gonum_org_v1_gonum_mat_Mutable) At(a0 int, a1 int) float64 {
	return w.WAt(a0, a1)
}
func (w _gonum_org_v1_gonum_mat_Mutable) Dims() (int, int) {
	return w.WDims()
}
func (w _gonum_org_v1_gonum_mat_Mutable) Set(a0 int, a1 int, a2 float64) {
	w.WSet(a0, a1, a2)
}
func (w _gonum_org_v1_gonum_mat_Mutable) T() p0.Matrix {
	return w.WT()
}

// _gonum_org_v1_gonum_mat_MutableBanded is an interface wrapper for MutableBanded.
type _gonum_org_v1_gonum_mat_MutableBanded struct {
	IValue     interface{}
	WAt        func(a0 int, a1 int) float64
	WBandwidth func() (int, int)
	WDims      func() (int, int)
	WSetBand   func(a0 int, a1 int, a2 float64)
	WT         func() p0.Matrix
	WTBand     func() p0.Banded
}

func (w _gonum_org_v1_gonum_mat_MutableBanded) At(a0 int, a1 int) float64 {
	return w.WAt(a0, a1)
}
func (w _gonum_org_v1_gonum_mat_MutableBanded) Bandwidth() (int, int) {
	return w.WBandwidth()
}
func (w _gonum_org_v1_gonum_mat_MutableBanded) Dims() (int, int) {
	return w.WDims()
}
func (w _gonum_org_v1_gonum_mat_MutableBanded) SetBand(a0 int, a1 int, a2 float64) {
	w.WSetBand(a0, a1, a2)
}
func (w _gonum_org_v1_gonum_mat_MutableBanded) T() p0.Matrix {
	return w.WT()
}
func (w _gonum_org_v1_gonum_mat_MutableBanded) TBand() p0.Banded {
	return w.WTBand()
}

// _gonum_org_v1_gonum_mat_MutableDiagonal is an interface wrapper for MutableDiagonal.
type _gonum_org_v1_gonum_mat_MutableDiagonal struct {
	IValue        interface{}
	WAt           func(a0 int, a1 int) float64
	WBandwidth    func() (int, int)
	WDiag         func() int
	WDims         func() (int, int)
	WSetDiag      func(a0 int, a1 float64)
	WSymBand      func() (int, int)
	WSymmetricDim func() int
	WT            func() p0.Matrix
	WTBand        func() p0.Banded
	WTTri         func() p0.Triangular
	WTTriBand     func() p0.TriBanded
	WTriBand      func() (int, int, p0.TriKind)
	WTriangle     func() (int, p0.TriKind)
}

func (w _gonum_org_v1_gonum_mat_MutableDiagonal) At(a0 int, a1 int) float64 {
	return w.WAt(a0, a1)
}
func (w _gonum_org_v1_gonum_mat_MutableDiagonal) Bandwidth() (int, int) {
	return w.WBandwidth()
}
func (w _gonum_org_v1_gonum_mat_MutableDiagonal) Diag() int {
	return w.WDiag()
}
func (w _gonum_org_v1_gonum_mat_MutableDiagonal) Dims() (int, int) {
	return w.WDims()
}
func (w _gonum_org_v1_gonum_mat_MutableDiagonal) SetDiag(a0 int, a1 float64) {
	w.WSetDiag(a0, a1)
}
func (w _gonum_org_v1_gonum_mat_MutableDiagonal) SymBand() (int, int) {
	return w.WSymBand()
}
func (w _gonum_org_v1_gonum_mat_MutableDiagonal) SymmetricDim() int {
	return w.WSymmetricDim()
}
func (w _gonum_org_v1_gonum_mat_MutableDiagonal) T() p0.Matrix {
	return w.WT()
}
func (w _gonum_org_v1_gonum_mat_MutableDiagonal) TBand() p0.Banded {
	return w.WTBand()
}
func (w _gonum_org_v1_gonum_mat_MutableDiagonal) TTri() p0.Triangular {
	return w.WTTri()
}
func (w _gonum_org_v1_gonum_mat_MutableDiagonal) TTriBand() p0.TriBanded {
	return w.WTTriBand()
}
func (w _gonum_org_v1_gonum_mat_MutableDiagonal) TriBand() (int, int, p0.TriKind) {
	return w.WTriBand()
}
func (w _gonum_org_v1_gonum_mat_MutableDiagonal) Triangle() (int, p0.TriKind) {
	return w.WTriangle()
}

// _gonum_org_v1_gonum_mat_MutableSymBanded is an interface wrapper for MutableSymBanded.
type _gonum_org_v1_gonum_mat_MutableSymBanded struct {
	IValue        interface{}
	WAt           func(a0 int, a1 int) float64
	WBandwidth    func() (int, int)
	WDims         func() (int, int)
	WSetSymBand   func(a0 int, a1 int, a2 float64)
	WSymBand      func() (int, int)
	WSymmetricDim func() int
	WT            func() p0.Matrix
	WTBand        func() p0.Banded
}

func (w _gonum_org_v1_gonum_mat_MutableSymBanded) At(a0 int, a1 int) float64 {
	return w.WAt(a0, a1)
}
func (w _gonum_org_v1_gonum_mat_MutableSymBanded) Bandwidth() (int, int) {
	return w.WBandwidth()
}
func (w _gonum_org_v1_gonum_mat_MutableSymBanded) Dims() (int, int) {
	return w.WDims()
}
func (w _gonum_org_v1_gonum_mat_MutableSymBanded) SetSymBand(a0 int, a1 int, a2 float64) {
	w.WSetSymBand(a0, a1, a2)
}
func (w _gonum_org_v1_gonum_mat_MutableSymBanded) SymBand() (int, int) {
	return w.WSymBand()
}
func (w _gonum_org_v1_gonum_mat_MutableSymBanded) SymmetricDim() int {
	return w.WSymmetricDim()
}
func (w _gonum_org_v1_gonum_mat_MutableSymBanded) T() p0.Matrix {
	return w.WT()
}
func (w _gonum_org_v1_gonum_mat_MutableSymBanded) TBand() p0.Banded {
	return w.WTBand()
}

// _gonum_org_v1_gonum_mat_MutableSymmetric is an interface wrapper for MutableSymmetric.
type _gonum_org_v1_gonum_mat_MutableSymmetric struct {
	IValue        interface{}
	WAt           func(a0 int, a1 int) float64
	WDims         func() (int, int)
	WSetSym       func(a0 int, a1 int, a2 float64)
	WSymmetricDim func() int
	WT            func() p0.Matrix
}

func (w _gonum_org_v1_gonum_mat_MutableSymmetric) At(a0 int, a1 int) float64 {
	return w.WAt(a0, a1)
}
func (w _gonum_org_v1_gonum_mat_MutableSymmetric) Dims() (int, int) {
	return w.WDims()
}
func (w _gonum_org_v1_gonum_mat_MutableSymmetric) SetSym(a0 int, a1 int, a2 float64) {
	w.WSetSym(a0, a1, a2)
}
func (w _gonum_org_v1_gonum_mat_MutableSymmetric) SymmetricDim() int {
	return w.WSymmetricDim()
}
func (w _gonum_org_v1_gonum_mat_MutableSymmetric) T() p0.Matrix {
	return w.WT()
}

// _gonum_org_v1_gonum_mat_MutableTriBanded is an interface wrapper for MutableTriBanded.
type _gonum_org_v1_gonum_mat_MutableTriBanded struct {
	IValue      interface{}
	WAt         func(a0 int, a1 int) float64
	WBandwidth  func() (int, int)
	WDims       func() (int, int)
	WSetTriBand func(a0 int, a1 int, a2 float64)
	WT          func() p0.Matrix
	WTBand      func() p0.Banded
	WTTri       func() p0.Triangular
	WTTriBand   func() p0.TriBanded
	WTriBand    func() (int, int, p0.TriKind)
	WTriangle   func() (int, p0.TriKind)
}

func (w _gonum_org_v1_gonum_mat_MutableTriBanded) At(a0 int, a1 int) float64 {
	return w.WAt(a0, a1)
}
func (w _gonum_org_v1_gonum_mat_MutableTriBanded) Bandwidth() (int, int) {
	return w.WBandwidth()
}
func (w _gonum_org_v1_gonum_mat_MutableTriBanded) Dims() (int, int) {
	return w.WDims()
}
func (w _gonum_org_v1_gonum_mat_MutableTriBanded) SetTriBand(a0 int, a1 int, a2 float64) {
	w.WSetTriBand(a0, a1, a2)
}
func (w _gonum_org_v1_gonum_mat_MutableTriBanded) T() p0.Matrix {
	return w.WT()
}
func (w _gonum_org_v1_gonum_mat_MutableTriBanded) TBand() p0.Banded {
	return w.WTBand()
}
func (w _gonum_org_v1_gonum_mat_MutableTriBanded) TTri() p0.Triangular {
	return w.WTTri()
}
func (w _gonum_org_v1_gonum_mat_MutableTriBanded) TTriBand() p0.TriBanded {
	return w.WTTriBand()
}
func (w _gonum_org_v1_gonum_mat_MutableTriBanded) TriBand() (int, int, p0.TriKind) {
	return w.WTriBand()
}
func (w _gonum_org_v1_gonum_mat_MutableTriBanded) Triangle() (int, p0.TriKind) {
	return w.WTriangle()
}

// _gonum_org_v1_gonum_mat_MutableTriangular is an interface wrapper for MutableTriangular.
type _gonum_org_v1_gonum_mat_MutableTriangular struct {
	IValue    interface{}
	WAt       func(a0 int, a1 int) float64
	WDims     func() (int, int)
	WSetTri   func(a0 int, a1 int, a2 float64)
	WT        func() p0.Matrix
	WTTri     func() p0.Triangular
	WTriangle func() (int, p0.TriKind)
}

func (w _gonum_org_v1_gonum_mat_MutableTriangular) At(a0 int, a1 int) float64 {
	return w.WAt(a0, a1)
}
func (w _gonum_org_v1_gonum_mat_MutableTriangular) Dims() (int, int) {
	return w.WDims()
}
func (w _gonum_org_v1_gonum_mat_MutableTriangular) SetTri(a0 int, a1 int, a2 float64) {
	w.WSetTri(a0, a1, a2)
}
func (w _gonum_org_v1_gonum_mat_MutableTriangular) T() p0.Matrix {
	return w.WT()
}
func (w _gonum_org_v1_gonum_mat_MutableTriangular) TTri() p0.Triangular {
	return w.WTTri()
}
func (w _gonum_org_v1_gonum_mat_MutableTriangular) Triangle() (int, p0.TriKind) {
	return w.WTriangle()
}

// _gonum_org_v1_gonum_mat_MutableVector is an interface wrapper for MutableVector.
type _gonum_org_v1_gonum_mat_MutableVector struct {
	IValue  interface{}
	WAt     func(a0 int, a1 int) float64
	WAtVec  func(a0 int) float64
	WDims   func() (int, int)
	WLen    func() int
	WSetVec func(a0 int, a1 float64)
	WT      func() p0.Matrix
}

func (w _gonum_org_v1_gonum_mat_MutableVector) At(a0 int, a1 int) float64 {
	return w.WAt(a0, a1)
}
func (w _gonum_org_v1_gonum_mat_MutableVector) AtVec(a0 int) float64 {
	return w.WAtVec(a0)
}
func (w _gonum_org_v1_gonum_mat_MutableVector) Dims() (int, int) {
	return w.WDims()
}
func (w _gonum_org_v1_gonum_mat_MutableVector) Len() int {
	return w.WLen()
}
func (w _gonum_org_v1_gonum_mat_MutableVector) SetVec(a0 int, a1 float64) {
	w.WSetVec(a0, a1)
}
func (w _gonum_org_v1_gonum_mat_MutableVector) T() p0.Matrix {
	return w.WT()
}

// _gonum_org_v1_gonum_mat_NonZeroDoer is an interface wrapper for NonZeroDoer.
type _gonum_org_v1_gonum_mat_NonZeroDoer struct {
	IValue     interface{}
	WDoNonZero func(a0 func(i int, j int, v float64))
}

func (w _gonum_org_v1_gonum_mat_NonZeroDoer) DoNonZero(a0 func(i int, j int, v float64)) {
	w.WDoNonZero(a0)
}

// _gonum_org_v1_gonum_mat_Normer is an interface wrapper for Normer.
type _gonum_org_v1_gonum_mat_Normer struct {
	IValue interface{}
	WNorm  func(a0 float64) float64
}

func (w _gonum_org_v1_gonum_mat_Normer) Norm(a0 float64) float64 {
	return w.WNorm(a0)
}

// _gonum_org_v1_gonum_mat_RawBander is an interface wrapper for RawBander.
type _gonum_org_v1_gonum_mat_RawBander struct {
	IValue   interface{}
	WRawBand func() p1.Band
}

func (w _gonum_org_v1_gonum_mat_RawBander) RawBand() p1.Band {
	return w.WRawBand()
}

// _gonum_org_v1_gonum_mat_RawCMatrixer is an interface wrapper for RawCMatrixer.
type _gonum_org_v1_gonum_mat_RawCMatrixer struct {
	IValue      interface{}
	WRawCMatrix func() p2.General
}

func (w _gonum_org_v1_gonum_mat_RawCMatrixer) RawCMatrix() p2.General {
	return w.WRawCMatrix()
}

// _gonum_org_v1_gonum_mat_RawColViewer is an interface wrapper for RawColViewer.
type _gonum_org_v1_gonum_mat_RawColViewer struct {
	IValue      interface{}
	WRawColView func(a0 int) []float64
}

func (w _gonum_org_v1_gonum_mat_RawColViewer) RawColView(a0 int) []float64 {
	return w.WRawColView(a0)
}

// _gonum_org_v1_gonum_mat_RawMatrixSetter is an interface wrapper for RawMatrixSetter.
type _gonum_org_v1_gonum_mat_RawMatrixSetter struct {
	IValue        interface{}
	WSetRawMatrix func(a0 p1.General)
}

func (w _gonum_org_v1_gonum_mat_RawMatrixSetter) SetRawMatrix(a0 p1.General) {
	w.WSetRawMatrix(a0)
}

// _gonum_org_v1_gonum_mat_RawMatrixer is an interface wrapper for RawMatrixer.
type _gonum_org_v1_gonum_mat_RawMatrixer struct {
	IValue     interface{}
	WRawMatrix func() p1.General
}

func (w _gonum_org_v1_gonum_mat_RawMatrixer) RawMatrix() p1.General {
	return w.WRawMatrix()
}

// _gonum_org_v1_gonum_mat_RawRowViewer is an interface wrapper for RawRowViewer.
type _gonum_org_v1_gonum_mat_RawRowViewer struct {
	IValue      interface{}
	WRawRowView func(a0 int) []float64
}

func (w _gonum_org_v1_gonum_mat_RawRowViewer) RawRowView(a0 int) []float64 {
	return w.WRawRowView(a0)
}

// _gonum_org_v1_gonum_mat_RawSymBander is an interface wrapper for RawSymBander.
type _gonum_org_v1_gonum_mat_RawSymBander struct {
	IValue      interface{}
	WRawSymBand func() p1.SymmetricBand
}

func (w _gonum_org_v1_gonum_mat_RawSymBander) RawSymBand() p1.SymmetricBand {
	return w.WRawSymBand()
}

// _gonum_org_v1_gonum_mat_RawSymmetricer is an interface wrapper for RawSymmetricer.
type _gonum_org_v1_gonum_mat_RawSymmetricer struct {
	IValue        interface{}
	WRawSymmetric func() p1.Symmetric
}

func (w _gonum_org_v1_gonum_mat_RawSymmetricer) RawSymmetric() p1.Symmetric {
	return w.WRawSymmetric()
}

// _gonum_org_v1_gonum_mat_RawTriBander is an interface wrapper for RawTriBander.
type _gonum_org_v1_gonum_mat_RawTriBander struct {
	IValue      interface{}
	WRawTriBand func() p1.TriangularBand
}

func (w _gonum_org_v1_gonum_mat_RawTriBander) RawTriBand() p1.TriangularBand {
	return w.WRawTriBand()
}

// _gonum_org_v1_gonum_mat_RawTriangular is an interface wrapper for RawTriangular.
type _gonum_org_v1_gonum_mat_RawTriangular struct {
	IValue         interface{}
	WRawTriangular func() p1.Triangular
}

func (w _gonum_org_v1_gonum_mat_RawTriangular) RawTriangular() p1.Triangular {
	return w.WRawTriangular()
}

// _gonum_org_v1_gonum_mat_RawTridiagonaler is an interface wrapper for RawTridiagonaler.
type _gonum_org_v1_gonum_mat_RawTridiagonaler struct {
	IValue          interface{}
	WRawTridiagonal func() p3.Tridiagonal
}

func (w _gonum_org_v1_gonum_mat_RawTridiagonaler) RawTridiagonal() p3.Tridiagonal {
	return w.WRawTridiagonal()
}

// _gonum_org_v1_gonum_mat_RawVectorer is an interface wrapper for RawVectorer.
type _gonum_org_v1_gonum_mat_RawVectorer struct {
	IValue     interface{}
	WRawVector func() p1.Vector
}

func (w _gonum_org_v1_gonum_mat_RawVectorer) RawVector() p1.Vector {
	return w.WRawVector()
}

// _gonum_org_v1_gonum_mat_Reseter is an interface wrapper for Reseter.
type _gonum_org_v1_gonum_mat_Reseter struct {
	IValue interface{}
	WReset func()
}

func (w _gonum_org_v1_gonum_mat_Reseter) Reset() {
	w.WReset()
}

// _gonum_org_v1_gonum_mat_RowNonZeroDoer is an interface wrapper for RowNonZeroDoer.
type _gonum_org_v1_gonum_mat_RowNonZeroDoer struct {
	IValue        interface{}
	WDoRowNonZero func(a0 int, a1 func(i int, j int, v float64))
}

func (w _gonum_org_v1_gonum_mat_RowNonZeroDoer) DoRowNonZero(a0 int, a1 func(i int, j int, v float64)) {
	w.WDoRowNonZero(a0, a1)
}

// _gonum_org_v1_gonum_mat_RowViewer is an interface wrapper for RowViewer.
type _gonum_org_v1_gonum_mat_RowViewer struct {
	IValue   interface{}
	WRowView func(a0 int) p0.Vector
}

func (w _gonum_org_v1_gonum_mat_RowViewer) RowView(a0 int) p0.Vector {
	return w.WRowView(a0)
}

// _gonum_org_v1_gonum_mat_SolveToer is an interface wrapper for SolveToer.
type _gonum_org_v1_gonum_mat_SolveToer struct {
	IValue   interface{}
	WSolveTo func(a0 *p0.Dense, a1 bool, a2 p0.Matrix) error
}

func (w _gonum_org_v1_gonum_mat_SolveToer) SolveTo(a0 *p0.Dense, a1 bool, a2 p0.Matrix) error {
	return w.WSolveTo(a0, a1, a2)
}

// _gonum_org_v1_gonum_mat_SymBanded is an interface wrapper for SymBanded.
type _gonum_org_v1_gonum_mat_SymBanded struct {
	IValue        interface{}
	WAt           func(a0 int, a1 int) float64
	WBandwidth    func() (int, int)
	WDims         func() (int, int)
	WSymBand      func() (int, int)
	WSymmetricDim func() int
	WT            func() p0.Matrix
	WTBand        func() p0.Banded
}

func (w _gonum_org_v1_gonum_mat_SymBanded) At(a0 int, a1 int) float64 {
	return w.WAt(a0, a1)
}
func (w _gonum_org_v1_gonum_mat_SymBanded) Bandwidth() (int, int) {
	return w.WBandwidth()
}
func (w _gonum_org_v1_gonum_mat_SymBanded) Dims() (int, int) {
	return w.WDims()
}
func (w _gonum_org_v1_gonum_mat_SymBanded) SymBand() (int, int) {
	return w.WSymBand()
}
func (w _gonum_org_v1_gonum_mat_SymBanded) SymmetricDim() int {
	return w.WSymmetricDim()
}
func (w _gonum_org_v1_gonum_mat_SymBanded) T() p0.Matrix {
	return w.WT()
}
func (w _gonum_org_v1_gonum_mat_SymBanded) TBand() p0.Banded {
	return w.WTBand()
}

// _gonum_org_v1_gonum_mat_Symmetric is an interface wrapper for Symmetric.
type _gonum_org_v1_gonum_mat_Symmetric struct {
	IValue        interface{}
	WAt           func(a0 int, a1 int) float64
	WDims         func() (int, int)
	WSymmetricDim func() int
	WT            func() p0.Matrix
}

func (w _gonum_org_v1_gonum_mat_Symmetric) At(a0 int, a1 int) float64 {
	return w.WAt(a0, a1)
}
func (w _gonum_org_v1_gonum_mat_Symmetric) Dims() (int, int) {
	return w.WDims()
}
func (w _gonum_org_v1_gonum_mat_Symmetric) SymmetricDim() int {
	return w.WSymmetricDim()
}
func (w _gonum_org_v1_gonum_mat_Symmetric) T() p0.Matrix {
	return w.WT()
}

// _gonum_org_v1_gonum_mat_Tracer is an interface wrapper for Tracer.
type _gonum_org_v1_gonum_mat_Tracer struct {
	IValue interface{}
	WTrace func() float64
}

func (w _gonum_org_v1_gonum_mat_Tracer) Trace() float64 {
	return w.WTrace()
}

// _gonum_org_v1_gonum_mat_TriBanded is an interface wrapper for TriBanded.
type _gonum_org_v1_gonum_mat_TriBanded struct {
	IValue     interface{}
	WAt        func(a0 int, a1 int) float64
	WBandwidth func() (int, int)
	WDims      func() (int, int)
	WT         func() p0.Matrix
	WTBand     func() p0.Banded
	WTTri      func() p0.Triangular
	WTTriBand  func() p0.TriBanded
	WTriBand   func() (int, int, p0.TriKind)
	WTriangle  func() (int, p0.TriKind)
}

func (w _gonum_org_v1_gonum_mat_TriBanded) At(a0 int, a1 int) float64 {
	return w.WAt(a0, a1)
}
func (w _gonum_org_v1_gonum_mat_TriBanded) Bandwidth() (int, int) {
	return w.WBandwidth()
}
func (w _gonum_org_v1_gonum_mat_TriBanded) Dims() (int, int) {
	return w.WDims()
}
func (w _gonum_org_v1_gonum_mat_TriBanded) T() p0.Matrix {
	return w.WT()
}
func (w _gonum_org_v1_gonum_mat_TriBanded) TBand() p0.Banded {
	return w.WTBand()
}
func (w _gonum_org_v1_gonum_mat_TriBanded) TTri() p0.Triangular {
	return w.WTTri()
}
func (w _gonum_org_v1_gonum_mat_TriBanded) TTriBand() p0.TriBanded {
	return w.WTTriBand()
}
func (w _gonum_org_v1_gonum_mat_TriBanded) TriBand() (int, int, p0.TriKind) {
	return w.WTriBand()
}
func (w _gonum_org_v1_gonum_mat_TriBanded) Triangle() (int, p0.TriKind) {
	return w.WTriangle()
}

// _gonum_org_v1_gonum_mat_Triangular is an interface wrapper for Triangular.
type _gonum_org_v1_gonum_mat_Triangular struct {
	IValue    interface{}
	WAt       func(a0 int, a1 int) float64
	WDims     func() (int, int)
	WT        func() p0.Matrix
	WTTri     func() p0.Triangular
	WTriangle func() (int, p0.TriKind)
}

func (w _gonum_org_v1_gonum_mat_Triangular) At(a0 int, a1 int) float64 {
	return w.WAt(a0, a1)
}
func (w _gonum_org_v1_gonum_mat_Triangular) Dims() (int, int) {
	return w.WDims()
}
func (w _gonum_org_v1_gonum_mat_Triangular) T() p0.Matrix {
	return w.WT()
}
func (w _gonum_org_v1_gonum_mat_Triangular) TTri() p0.Triangular {
	return w.WTTri()
}
func (w _gonum_org_v1_gonum_mat_Triangular) Triangle() (int, p0.TriKind) {
	return w.WTriangle()
}

// _gonum_org_v1_gonum_mat_UnConjTransposer is an interface wrapper for UnConjTransposer.
type _gonum_org_v1_gonum_mat_UnConjTransposer struct {
	IValue           interface{}
	WUnConjTranspose func() p0.CMatrix
}

func (w _gonum_org_v1_gonum_mat_UnConjTransposer) UnConjTranspose() p0.CMatrix {
	return w.WUnConjTranspose()
}

// _gonum_org_v1_gonum_mat_UntransposeBander is an interface wrapper for UntransposeBander.
type _gonum_org_v1_gonum_mat_UntransposeBander struct {
	IValue           interface{}
	WUntransposeBand func() p0.Banded
}

func (w _gonum_org_v1_gonum_mat_UntransposeBander) UntransposeBand() p0.Banded {
	return w.WUntransposeBand()
}

// _gonum_org_v1_gonum_mat_UntransposeTriBander is an interface wrapper for UntransposeTriBander.
type _gonum_org_v1_gonum_mat_UntransposeTriBander struct {
	IValue              interface{}
	WUntransposeTriBand func() p0.TriBanded
}

func (w _gonum_org_v1_gonum_mat_UntransposeTriBander) UntransposeTriBand() p0.TriBanded {
	return w.WUntransposeTriBand()
}

// _gonum_org_v1_gonum_mat_UntransposeTrier is an interface wrapper for UntransposeTrier.
type _gonum_org_v1_gonum_mat_UntransposeTrier struct {
	IValue          interface{}
	WUntransposeTri func() p0.Triangular
}

func (w _gonum_org_v1_gonum_mat_UntransposeTrier) UntransposeTri() p0.Triangular {
	return w.WUntransposeTri()
}

// _gonum_org_v1_gonum_mat_Untransposer is an interface wrapper for Untransposer.
type _gonum_org_v1_gonum_mat_Untransposer struct {
	IValue       interface{}
	WUntranspose func() p0.Matrix
}

func (w _gonum_org_v1_gonum_mat_Untransposer) Untranspose() p0.Matrix {
	return w.WUntranspose()
}

// _gonum_org_v1_gonum_mat_Vector is an interface wrapper for Vector.
type _gonum_org_v1_gonum_mat_Vector struct {
	IValue interface{}
	WAt    func(a0 int, a1 int) float64
	WAtVec func(a0 int) float64
	WDims  func() (int, int)
	WLen   func() int
	WT     func() p0.Matrix
}

func (w _gonum_org_v1_gonum_mat_Vector) At(a0 int, a1 int) float64 {
	return w.WAt(a0, a1)
}
func (w _gonum_org_v1_gonum_mat_Vector) AtVec(a0 int) float64 {
	return w.WAtVec(a0)
}
func (w _gonum_org_v1_gonum_mat_Vector) Dims() (int, int) {
	return w.WDims()
}
func (w _gonum_org_v1_gonum_mat_Vector) Len() int {
	return w.WLen()
}
func (w _gonum_org_v1_gonum_mat_Vector) T() p0.Matrix {
	return w.WT()
}
