// Code generated from gonum.org/v1/gonum/mat by internal/gen. DO NOT EDIT.

//lint:file-ignore SA1019 cells may use what is deprecated

package symbols

import (
	p2 "gonum.org/v1/gonum/blas/blas64"
	p3 "gonum.org/v1/gonum/blas/cblas128"
	p4 "gonum.org/v1/gonum/lapack/lapack64"
	p1 "gonum.org/v1/gonum/mat"
	reflect "reflect"
)

func init() {
	tables["gonum.org/v1/gonum/mat/mat"] = map[string]reflect.Value{
		"BandCholesky":           reflect.ValueOf((*p1.BandCholesky)(nil)),
		"BandDense":              reflect.ValueOf((*p1.BandDense)(nil)),
		"Banded":                 reflect.ValueOf((*p1.Banded)(nil)),
		"_Banded":                reflect.ValueOf((*_gonum_org_v1_gonum_mat_Banded)(nil)),
		"CDense":                 reflect.ValueOf((*p1.CDense)(nil)),
		"CEqual":                 reflect.ValueOf(p1.CEqual),
		"CEqualApprox":           reflect.ValueOf(p1.CEqualApprox),
		"CMatrix":                reflect.ValueOf((*p1.CMatrix)(nil)),
		"_CMatrix":               reflect.ValueOf((*_gonum_org_v1_gonum_mat_CMatrix)(nil)),
		"CTranspose":             reflect.ValueOf((*p1.CTranspose)(nil)),
		"CUntransposer":          reflect.ValueOf((*p1.CUntransposer)(nil)),
		"_CUntransposer":         reflect.ValueOf((*_gonum_org_v1_gonum_mat_CUntransposer)(nil)),
		"Cholesky":               reflect.ValueOf((*p1.Cholesky)(nil)),
		"ClonerFrom":             reflect.ValueOf((*p1.ClonerFrom)(nil)),
		"_ClonerFrom":            reflect.ValueOf((*_gonum_org_v1_gonum_mat_ClonerFrom)(nil)),
		"Col":                    reflect.ValueOf(p1.Col),
		"ColNonZeroDoer":         reflect.ValueOf((*p1.ColNonZeroDoer)(nil)),
		"_ColNonZeroDoer":        reflect.ValueOf((*_gonum_org_v1_gonum_mat_ColNonZeroDoer)(nil)),
		"ColViewer":              reflect.ValueOf((*p1.ColViewer)(nil)),
		"_ColViewer":             reflect.ValueOf((*_gonum_org_v1_gonum_mat_ColViewer)(nil)),
		"Cond":                   reflect.ValueOf(p1.Cond),
		"Condition":              reflect.ValueOf((*p1.Condition)(nil)),
		"ConjTranspose":          reflect.ValueOf((*p1.ConjTranspose)(nil)),
		"Copier":                 reflect.ValueOf((*p1.Copier)(nil)),
		"_Copier":                reflect.ValueOf((*_gonum_org_v1_gonum_mat_Copier)(nil)),
		"Dense":                  reflect.ValueOf((*p1.Dense)(nil)),
		"DenseCopyOf":            reflect.ValueOf(p1.DenseCopyOf),
		"Det":                    reflect.ValueOf(p1.Det),
		"DiagDense":              reflect.ValueOf((*p1.DiagDense)(nil)),
		"Diagonal":               reflect.ValueOf((*p1.Diagonal)(nil)),
		"_Diagonal":              reflect.ValueOf((*_gonum_org_v1_gonum_mat_Diagonal)(nil)),
		"Dot":                    reflect.ValueOf(p1.Dot),
		"DotByte":                reflect.ValueOf(p1.DotByte),
		"Eigen":                  reflect.ValueOf((*p1.Eigen)(nil)),
		"EigenKind":              reflect.ValueOf((*p1.EigenKind)(nil)),
		"EigenSym":               reflect.ValueOf((*p1.EigenSym)(nil)),
		"Equal":                  reflect.ValueOf(p1.Equal),
		"EqualApprox":            reflect.ValueOf(p1.EqualApprox),
		"ErrBandSet":             reflect.ValueOf(&p1.ErrBandSet).Elem(),
		"ErrBandwidth":           reflect.ValueOf(&p1.ErrBandwidth).Elem(),
		"ErrColAccess":           reflect.ValueOf(&p1.ErrColAccess).Elem(),
		"ErrColLength":           reflect.ValueOf(&p1.ErrColLength).Elem(),
		"ErrDiagSet":             reflect.ValueOf(&p1.ErrDiagSet).Elem(),
		"ErrFailedEigen":         reflect.ValueOf(&p1.ErrFailedEigen).Elem(),
		"ErrIllegalStride":       reflect.ValueOf(&p1.ErrIllegalStride).Elem(),
		"ErrIndexOutOfRange":     reflect.ValueOf(&p1.ErrIndexOutOfRange).Elem(),
		"ErrNegativeDimension":   reflect.ValueOf(&p1.ErrNegativeDimension).Elem(),
		"ErrNormOrder":           reflect.ValueOf(&p1.ErrNormOrder).Elem(),
		"ErrNotPSD":              reflect.ValueOf(&p1.ErrNotPSD).Elem(),
		"ErrPivot":               reflect.ValueOf(&p1.ErrPivot).Elem(),
		"ErrReuseNonEmpty":       reflect.ValueOf(&p1.ErrReuseNonEmpty).Elem(),
		"ErrRowAccess":           reflect.ValueOf(&p1.ErrRowAccess).Elem(),
		"ErrRowLength":           reflect.ValueOf(&p1.ErrRowLength).Elem(),
		"ErrShape":               reflect.ValueOf(&p1.ErrShape).Elem(),
		"ErrSingular":            reflect.ValueOf(&p1.ErrSingular).Elem(),
		"ErrSliceLengthMismatch": reflect.ValueOf(&p1.ErrSliceLengthMismatch).Elem(),
		"ErrSquare":              reflect.ValueOf(&p1.ErrSquare).Elem(),
		"ErrTriangle":            reflect.ValueOf(&p1.ErrTriangle).Elem(),
		"ErrTriangleSet":         reflect.ValueOf(&p1.ErrTriangleSet).Elem(),
		"ErrVectorAccess":        reflect.ValueOf(&p1.ErrVectorAccess).Elem(),
		"ErrZeroLength":          reflect.ValueOf(&p1.ErrZeroLength).Elem(),
		"Error":                  reflect.ValueOf((*p1.Error)(nil)),
		"ErrorStack":             reflect.ValueOf((*p1.ErrorStack)(nil)),
		"Excerpt":                reflect.ValueOf(p1.Excerpt),
		"FormatMATLAB":           reflect.ValueOf(p1.FormatMATLAB),
		"FormatOption":           reflect.ValueOf((*p1.FormatOption)(nil)),
		"FormatPython":           reflect.ValueOf(p1.FormatPython),
		"Formatted":              reflect.ValueOf(p1.Formatted),
		"GSVD":                   reflect.ValueOf((*p1.GSVD)(nil)),
		"GSVDKind":               reflect.ValueOf((*p1.GSVDKind)(nil)),
		"Grower":                 reflect.ValueOf((*p1.Grower)(nil)),
		"_Grower":                reflect.ValueOf((*_gonum_org_v1_gonum_mat_Grower)(nil)),
		"HOGSVD":                 reflect.ValueOf((*p1.HOGSVD)(nil)),
		"Inner":                  reflect.ValueOf(p1.Inner),
		"LQ":                     reflect.ValueOf((*p1.LQ)(nil)),
		"LU":                     reflect.ValueOf((*p1.LU)(nil)),
		"LogDet":                 reflect.ValueOf(p1.LogDet),
		"Matrix":                 reflect.ValueOf((*p1.Matrix)(nil)),
		"_Matrix":                reflect.ValueOf((*_gonum_org_v1_gonum_mat_Matrix)(nil)),
		"Max":                    reflect.ValueOf(p1.Max),
		"Maybe":                  reflect.ValueOf(p1.Maybe),
		"MaybeComplex":           reflect.ValueOf(p1.MaybeComplex),
		"MaybeFloat":             reflect.ValueOf(p1.MaybeFloat),
		"Min":                    reflect.ValueOf(p1.Min),
		"Mutable":                reflect.ValueOf((*p1.Mutable)(nil)),
		"_Mutable":               reflect.ValueOf((*_gonum_org_v1_gonum_mat_Mutable)(nil)),
		"MutableBanded":          reflect.ValueOf((*p1.MutableBanded)(nil)),
		"_MutableBanded":         reflect.ValueOf((*_gonum_org_v1_gonum_mat_MutableBanded)(nil)),
		"MutableDiagonal":        reflect.ValueOf((*p1.MutableDiagonal)(nil)),
		"_MutableDiagonal":       reflect.ValueOf((*_gonum_org_v1_gonum_mat_MutableDiagonal)(nil)),
		"MutableSymBanded":       reflect.ValueOf((*p1.MutableSymBanded)(nil)),
		"_MutableSymBanded":      reflect.ValueOf((*_gonum_org_v1_gonum_mat_MutableSymBanded)(nil)),
		"MutableSymmetric":       reflect.ValueOf((*p1.MutableSymmetric)(nil)),
		"_MutableSymmetric":      reflect.ValueOf((*_gonum_org_v1_gonum_mat_MutableSymmetric)(nil)),
		"MutableTriBanded":       reflect.ValueOf((*p1.MutableTriBanded)(nil)),
		"_MutableTriBanded":      reflect.ValueOf((*_gonum_org_v1_gonum_mat_MutableTriBanded)(nil)),
		"MutableTriangular":      reflect.ValueOf((*p1.MutableTriangular)(nil)),
		"_MutableTriangular":     reflect.ValueOf((*_gonum_org_v1_gonum_mat_MutableTriangular)(nil)),
		"MutableVector":          reflect.ValueOf((*p1.MutableVector)(nil)),
		"_MutableVector":         reflect.ValueOf((*_gonum_org_v1_gonum_mat_MutableVector)(nil)),
		"NewBandDense":           reflect.ValueOf(p1.NewBandDense),
		"NewCDense":              reflect.ValueOf(p1.NewCDense),
		"NewDense":               reflect.ValueOf(p1.NewDense),
		"NewDiagDense":           reflect.ValueOf(p1.NewDiagDense),
		"NewDiagonalRect":        reflect.ValueOf(p1.NewDiagonalRect),
		"NewSymBandDense":        reflect.ValueOf(p1.NewSymBandDense),
		"NewSymDense":            reflect.ValueOf(p1.NewSymDense),
		"NewTriBandDense":        reflect.ValueOf(p1.NewTriBandDense),
		"NewTriDense":            reflect.ValueOf(p1.NewTriDense),
		"NewTridiag":             reflect.ValueOf(p1.NewTridiag),
		"NewVecDense":            reflect.ValueOf(p1.NewVecDense),
		"NonZeroDoer":            reflect.ValueOf((*p1.NonZeroDoer)(nil)),
		"_NonZeroDoer":           reflect.ValueOf((*_gonum_org_v1_gonum_mat_NonZeroDoer)(nil)),
		"Norm":                   reflect.ValueOf(p1.Norm),
		"Normer":                 reflect.ValueOf((*p1.Normer)(nil)),
		"_Normer":                reflect.ValueOf((*_gonum_org_v1_gonum_mat_Normer)(nil)),
		"PivotedCholesky":        reflect.ValueOf((*p1.PivotedCholesky)(nil)),
		"Prefix":                 reflect.ValueOf(p1.Prefix),
		"QR":                     reflect.ValueOf((*p1.QR)(nil)),
		"RawBander":              reflect.ValueOf((*p1.RawBander)(nil)),
		"_RawBander":             reflect.ValueOf((*_gonum_org_v1_gonum_mat_RawBander)(nil)),
		"RawCMatrixer":           reflect.ValueOf((*p1.RawCMatrixer)(nil)),
		"_RawCMatrixer":          reflect.ValueOf((*_gonum_org_v1_gonum_mat_RawCMatrixer)(nil)),
		"RawColViewer":           reflect.ValueOf((*p1.RawColViewer)(nil)),
		"_RawColViewer":          reflect.ValueOf((*_gonum_org_v1_gonum_mat_RawColViewer)(nil)),
		"RawMatrixSetter":        reflect.ValueOf((*p1.RawMatrixSetter)(nil)),
		"_RawMatrixSetter":       reflect.ValueOf((*_gonum_org_v1_gonum_mat_RawMatrixSetter)(nil)),
		"RawMatrixer":            reflect.ValueOf((*p1.RawMatrixer)(nil)),
		"_RawMatrixer":           reflect.ValueOf((*_gonum_org_v1_gonum_mat_RawMatrixer)(nil)),
		"RawRowViewer":           reflect.ValueOf((*p1.RawRowViewer)(nil)),
		"_RawRowViewer":          reflect.ValueOf((*_gonum_org_v1_gonum_mat_RawRowViewer)(nil)),
		"RawSymBander":           reflect.ValueOf((*p1.RawSymBander)(nil)),
		"_RawSymBander":          reflect.ValueOf((*_gonum_org_v1_gonum_mat_RawSymBander)(nil)),
		"RawSymmetricer":         reflect.ValueOf((*p1.RawSymmetricer)(nil)),
		"_RawSymmetricer":        reflect.ValueOf((*_gonum_org_v1_gonum_mat_RawSymmetricer)(nil)),
		"RawTriBander":           reflect.ValueOf((*p1.RawTriBander)(nil)),
		"_RawTriBander":          reflect.ValueOf((*_gonum_org_v1_gonum_mat_RawTriBander)(nil)),
		"RawTriangular":          reflect.ValueOf((*p1.RawTriangular)(nil)),
		"_RawTriangular":         reflect.ValueOf((*_gonum_org_v1_gonum_mat_RawTriangular)(nil)),
		"RawTridiagonaler":       reflect.ValueOf((*p1.RawTridiagonaler)(nil)),
		"_RawTridiagonaler":      reflect.ValueOf((*_gonum_org_v1_gonum_mat_RawTridiagonaler)(nil)),
		"RawVectorer":            reflect.ValueOf((*p1.RawVectorer)(nil)),
		"_RawVectorer":           reflect.ValueOf((*_gonum_org_v1_gonum_mat_RawVectorer)(nil)),
		"Reseter":                reflect.ValueOf((*p1.Reseter)(nil)),
		"_Reseter":               reflect.ValueOf((*_gonum_org_v1_gonum_mat_Reseter)(nil)),
		"Row":                    reflect.ValueOf(p1.Row),
		"RowNonZeroDoer":         reflect.ValueOf((*p1.RowNonZeroDoer)(nil)),
		"_RowNonZeroDoer":        reflect.ValueOf((*_gonum_org_v1_gonum_mat_RowNonZeroDoer)(nil)),
		"RowViewer":              reflect.ValueOf((*p1.RowViewer)(nil)),
		"_RowViewer":             reflect.ValueOf((*_gonum_org_v1_gonum_mat_RowViewer)(nil)),
		"SVD":                    reflect.ValueOf((*p1.SVD)(nil)),
		"SVDKind":                reflect.ValueOf((*p1.SVDKind)(nil)),
		"SolveToer":              reflect.ValueOf((*p1.SolveToer)(nil)),
		"_SolveToer":             reflect.ValueOf((*_gonum_org_v1_gonum_mat_SolveToer)(nil)),
		"Squeeze":                reflect.ValueOf(p1.Squeeze),
		"Sum":                    reflect.ValueOf(p1.Sum),
		"SymBandDense":           reflect.ValueOf((*p1.SymBandDense)(nil)),
		"SymBanded":              reflect.ValueOf((*p1.SymBanded)(nil)),
		"_SymBanded":             reflect.ValueOf((*_gonum_org_v1_gonum_mat_SymBanded)(nil)),
		"SymDense":               reflect.ValueOf((*p1.SymDense)(nil)),
		"Symmetric":              reflect.ValueOf((*p1.Symmetric)(nil)),
		"_Symmetric":             reflect.ValueOf((*_gonum_org_v1_gonum_mat_Symmetric)(nil)),
		"Trace":                  reflect.ValueOf(p1.Trace),
		"Tracer":                 reflect.ValueOf((*p1.Tracer)(nil)),
		"_Tracer":                reflect.ValueOf((*_gonum_org_v1_gonum_mat_Tracer)(nil)),
		"Transpose":              reflect.ValueOf((*p1.Transpose)(nil)),
		"TransposeBand":          reflect.ValueOf((*p1.TransposeBand)(nil)),
		"TransposeTri":           reflect.ValueOf((*p1.TransposeTri)(nil)),
		"TransposeTriBand":       reflect.ValueOf((*p1.TransposeTriBand)(nil)),
		"TransposeVec":           reflect.ValueOf((*p1.TransposeVec)(nil)),
		"TriBandDense":           reflect.ValueOf((*p1.TriBandDense)(nil)),
		"TriBanded":              reflect.ValueOf((*p1.TriBanded)(nil)),
		"_TriBanded":             reflect.ValueOf((*_gonum_org_v1_gonum_mat_TriBanded)(nil)),
		"TriDense":               reflect.ValueOf((*p1.TriDense)(nil)),
		"TriKind":                reflect.ValueOf((*p1.TriKind)(nil)),
		"Triangular":             reflect.ValueOf((*p1.Triangular)(nil)),
		"_Triangular":            reflect.ValueOf((*_gonum_org_v1_gonum_mat_Triangular)(nil)),
		"Tridiag":                reflect.ValueOf((*p1.Tridiag)(nil)),
		"UnConjTransposer":       reflect.ValueOf((*p1.UnConjTransposer)(nil)),
		"_UnConjTransposer":      reflect.ValueOf((*_gonum_org_v1_gonum_mat_UnConjTransposer)(nil)),
		"UntransposeBander":      reflect.ValueOf((*p1.UntransposeBander)(nil)),
		"_UntransposeBander":     reflect.ValueOf((*_gonum_org_v1_gonum_mat_UntransposeBander)(nil)),
		"UntransposeTriBander":   reflect.ValueOf((*p1.UntransposeTriBander)(nil)),
		"_UntransposeTriBander":  reflect.ValueOf((*_gonum_org_v1_gonum_mat_UntransposeTriBander)(nil)),
		"UntransposeTrier":       reflect.ValueOf((*p1.UntransposeTrier)(nil)),
		"_UntransposeTrier":      reflect.ValueOf((*_gonum_org_v1_gonum_mat_UntransposeTrier)(nil)),
		"Untransposer":           reflect.ValueOf((*p1.Untransposer)(nil)),
		"_Untransposer":          reflect.ValueOf((*_gonum_org_v1_gonum_mat_Untransposer)(nil)),
		"VecDense":               reflect.ValueOf((*p1.VecDense)(nil)),
		"VecDenseCopyOf":         reflect.ValueOf(p1.VecDenseCopyOf),
		"Vector":                 reflect.ValueOf((*p1.Vector)(nil)),
		"_Vector":                reflect.ValueOf((*_gonum_org_v1_gonum_mat_Vector)(nil)),
	}
}

// _gonum_org_v1_gonum_mat_Banded is an interface wrapper for Banded.
type _gonum_org_v1_gonum_mat_Banded struct {
	IValue     interface{}
	WAt        func(a0 int, a1 int) float64
	WBandwidth func() (int, int)
	WDims      func() (int, int)
	WT         func() p1.Matrix
	WTBand     func() p1.Banded
}

func (w _gonum_org_v1_gonum_mat_Banded) At(a0 int, a1 int) float64 { return w.WAt(a0, a1) }
func (w _gonum_org_v1_gonum_mat_Banded) Bandwidth() (int, int)     { return w.WBandwidth() }
func (w _gonum_org_v1_gonum_mat_Banded) Dims() (int, int)          { return w.WDims() }
func (w _gonum_org_v1_gonum_mat_Banded) T() p1.Matrix              { return w.WT() }
func (w _gonum_org_v1_gonum_mat_Banded) TBand() p1.Banded          { return w.WTBand() }

// _gonum_org_v1_gonum_mat_CMatrix is an interface wrapper for CMatrix.
type _gonum_org_v1_gonum_mat_CMatrix struct {
	IValue interface{}
	WAt    func(a0 int, a1 int) complex128
	WDims  func() (int, int)
	WH     func() p1.CMatrix
	WT     func() p1.CMatrix
}

func (w _gonum_org_v1_gonum_mat_CMatrix) At(a0 int, a1 int) complex128 { return w.WAt(a0, a1) }
func (w _gonum_org_v1_gonum_mat_CMatrix) Dims() (int, int)             { return w.WDims() }
func (w _gonum_org_v1_gonum_mat_CMatrix) H() p1.CMatrix                { return w.WH() }
func (w _gonum_org_v1_gonum_mat_CMatrix) T() p1.CMatrix                { return w.WT() }

// _gonum_org_v1_gonum_mat_CUntransposer is an interface wrapper for CUntransposer.
type _gonum_org_v1_gonum_mat_CUntransposer struct {
	IValue       interface{}
	WUntranspose func() p1.CMatrix
}

func (w _gonum_org_v1_gonum_mat_CUntransposer) Untranspose() p1.CMatrix { return w.WUntranspose() }

// _gonum_org_v1_gonum_mat_ClonerFrom is an interface wrapper for ClonerFrom.
type _gonum_org_v1_gonum_mat_ClonerFrom struct {
	IValue     interface{}
	WCloneFrom func(a0 p1.Matrix)
}

func (w _gonum_org_v1_gonum_mat_ClonerFrom) CloneFrom(a0 p1.Matrix) { w.WCloneFrom(a0) }

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
	WColView func(a0 int) p1.Vector
}

func (w _gonum_org_v1_gonum_mat_ColViewer) ColView(a0 int) p1.Vector { return w.WColView(a0) }

// _gonum_org_v1_gonum_mat_Copier is an interface wrapper for Copier.
type _gonum_org_v1_gonum_mat_Copier struct {
	IValue interface{}
	WCopy  func(a0 p1.Matrix) (int, int)
}

func (w _gonum_org_v1_gonum_mat_Copier) Copy(a0 p1.Matrix) (int, int) { return w.WCopy(a0) }

// _gonum_org_v1_gonum_mat_Diagonal is an interface wrapper for Diagonal.
type _gonum_org_v1_gonum_mat_Diagonal struct {
	IValue        interface{}
	WAt           func(a0 int, a1 int) float64
	WBandwidth    func() (int, int)
	WDiag         func() int
	WDims         func() (int, int)
	WSymBand      func() (int, int)
	WSymmetricDim func() int
	WT            func() p1.Matrix
	WTBand        func() p1.Banded
	WTTri         func() p1.Triangular
	WTTriBand     func() p1.TriBanded
	WTriBand      func() (int, int, p1.TriKind)
	WTriangle     func() (int, p1.TriKind)
}

func (w _gonum_org_v1_gonum_mat_Diagonal) At(a0 int, a1 int) float64       { return w.WAt(a0, a1) }
func (w _gonum_org_v1_gonum_mat_Diagonal) Bandwidth() (int, int)           { return w.WBandwidth() }
func (w _gonum_org_v1_gonum_mat_Diagonal) Diag() int                       { return w.WDiag() }
func (w _gonum_org_v1_gonum_mat_Diagonal) Dims() (int, int)                { return w.WDims() }
func (w _gonum_org_v1_gonum_mat_Diagonal) SymBand() (int, int)             { return w.WSymBand() }
func (w _gonum_org_v1_gonum_mat_Diagonal) SymmetricDim() int               { return w.WSymmetricDim() }
func (w _gonum_org_v1_gonum_mat_Diagonal) T() p1.Matrix                    { return w.WT() }
func (w _gonum_org_v1_gonum_mat_Diagonal) TBand() p1.Banded                { return w.WTBand() }
func (w _gonum_org_v1_gonum_mat_Diagonal) TTri() p1.Triangular             { return w.WTTri() }
func (w _gonum_org_v1_gonum_mat_Diagonal) TTriBand() p1.TriBanded          { return w.WTTriBand() }
func (w _gonum_org_v1_gonum_mat_Diagonal) TriBand() (int, int, p1.TriKind) { return w.WTriBand() }
func (w _gonum_org_v1_gonum_mat_Diagonal) Triangle() (int, p1.TriKind)     { return w.WTriangle() }

// _gonum_org_v1_gonum_mat_Grower is an interface wrapper for Grower.
type _gonum_org_v1_gonum_mat_Grower struct {
	IValue interface{}
	WCaps  func() (int, int)
	WGrow  func(a0 int, a1 int) p1.Matrix
}

func (w _gonum_org_v1_gonum_mat_Grower) Caps() (int, int)              { return w.WCaps() }
func (w _gonum_org_v1_gonum_mat_Grower) Grow(a0 int, a1 int) p1.Matrix { return w.WGrow(a0, a1) }

// _gonum_org_v1_gonum_mat_Matrix is an interface wrapper for Matrix.
type _gonum_org_v1_gonum_mat_Matrix struct {
	IValue interface{}
	WAt    func(a0 int, a1 int) float64
	WDims  func() (int, int)
	WT     func() p1.Matrix
}

func (w _gonum_org_v1_gonum_mat_Matrix) At(a0 int, a1 int) float64 { return w.WAt(a0, a1) }
func (w _gonum_org_v1_gonum_mat_Matrix) Dims() (int, int)          { return w.WDims() }
func (w _gonum_org_v1_gonum_mat_Matrix) T() p1.Matrix              { return w.WT() }

// _gonum_org_v1_gonum_mat_Mutable is an interface wrapper for Mutable.
type _gonum_org_v1_gonum_mat_Mutable struct {
	IValue interface{}
	WAt    func(a0 int, a1 int) float64
	WDims  func() (int, int)
	WSet   func(a0 int, a1 int, a2 float64)
	WT     func() p1.Matrix
}

func (w _gonum_org_v1_gonum_mat_Mutable) At(a0 int, a1 int) float64      { return w.WAt(a0, a1) }
func (w _gonum_org_v1_gonum_mat_Mutable) Dims() (int, int)               { return w.WDims() }
func (w _gonum_org_v1_gonum_mat_Mutable) Set(a0 int, a1 int, a2 float64) { w.WSet(a0, a1, a2) }
func (w _gonum_org_v1_gonum_mat_Mutable) T() p1.Matrix                   { return w.WT() }

// _gonum_org_v1_gonum_mat_MutableBanded is an interface wrapper for MutableBanded.
type _gonum_org_v1_gonum_mat_MutableBanded struct {
	IValue     interface{}
	WAt        func(a0 int, a1 int) float64
	WBandwidth func() (int, int)
	WDims      func() (int, int)
	WSetBand   func(a0 int, a1 int, a2 float64)
	WT         func() p1.Matrix
	WTBand     func() p1.Banded
}

func (w _gonum_org_v1_gonum_mat_MutableBanded) At(a0 int, a1 int) float64 { return w.WAt(a0, a1) }
func (w _gonum_org_v1_gonum_mat_MutableBanded) Bandwidth() (int, int)     { return w.WBandwidth() }
func (w _gonum_org_v1_gonum_mat_MutableBanded) Dims() (int, int)          { return w.WDims() }
func (w _gonum_org_v1_gonum_mat_MutableBanded) SetBand(a0 int, a1 int, a2 float64) {
	w.WSetBand(a0, a1, a2)
}
func (w _gonum_org_v1_gonum_mat_MutableBanded) T() p1.Matrix     { return w.WT() }
func (w _gonum_org_v1_gonum_mat_MutableBanded) TBand() p1.Banded { return w.WTBand() }

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
	WT            func() p1.Matrix
	WTBand        func() p1.Banded
	WTTri         func() p1.Triangular
	WTTriBand     func() p1.TriBanded
	WTriBand      func() (int, int, p1.TriKind)
	WTriangle     func() (int, p1.TriKind)
}

func (w _gonum_org_v1_gonum_mat_MutableDiagonal) At(a0 int, a1 int) float64  { return w.WAt(a0, a1) }
func (w _gonum_org_v1_gonum_mat_MutableDiagonal) Bandwidth() (int, int)      { return w.WBandwidth() }
func (w _gonum_org_v1_gonum_mat_MutableDiagonal) Diag() int                  { return w.WDiag() }
func (w _gonum_org_v1_gonum_mat_MutableDiagonal) Dims() (int, int)           { return w.WDims() }
func (w _gonum_org_v1_gonum_mat_MutableDiagonal) SetDiag(a0 int, a1 float64) { w.WSetDiag(a0, a1) }
func (w _gonum_org_v1_gonum_mat_MutableDiagonal) SymBand() (int, int)        { return w.WSymBand() }
func (w _gonum_org_v1_gonum_mat_MutableDiagonal) SymmetricDim() int          { return w.WSymmetricDim() }
func (w _gonum_org_v1_gonum_mat_MutableDiagonal) T() p1.Matrix               { return w.WT() }
func (w _gonum_org_v1_gonum_mat_MutableDiagonal) TBand() p1.Banded           { return w.WTBand() }
func (w _gonum_org_v1_gonum_mat_MutableDiagonal) TTri() p1.Triangular        { return w.WTTri() }
func (w _gonum_org_v1_gonum_mat_MutableDiagonal) TTriBand() p1.TriBanded     { return w.WTTriBand() }
func (w _gonum_org_v1_gonum_mat_MutableDiagonal) TriBand() (int, int, p1.TriKind) {
	return w.WTriBand()
}
func (w _gonum_org_v1_gonum_mat_MutableDiagonal) Triangle() (int, p1.TriKind) { return w.WTriangle() }

// _gonum_org_v1_gonum_mat_MutableSymBanded is an interface wrapper for MutableSymBanded.
type _gonum_org_v1_gonum_mat_MutableSymBanded struct {
	IValue        interface{}
	WAt           func(a0 int, a1 int) float64
	WBandwidth    func() (int, int)
	WDims         func() (int, int)
	WSetSymBand   func(a0 int, a1 int, a2 float64)
	WSymBand      func() (int, int)
	WSymmetricDim func() int
	WT            func() p1.Matrix
	WTBand        func() p1.Banded
}

func (w _gonum_org_v1_gonum_mat_MutableSymBanded) At(a0 int, a1 int) float64 { return w.WAt(a0, a1) }
func (w _gonum_org_v1_gonum_mat_MutableSymBanded) Bandwidth() (int, int)     { return w.WBandwidth() }
func (w _gonum_org_v1_gonum_mat_MutableSymBanded) Dims() (int, int)          { return w.WDims() }
func (w _gonum_org_v1_gonum_mat_MutableSymBanded) SetSymBand(a0 int, a1 int, a2 float64) {
	w.WSetSymBand(a0, a1, a2)
}
func (w _gonum_org_v1_gonum_mat_MutableSymBanded) SymBand() (int, int) { return w.WSymBand() }
func (w _gonum_org_v1_gonum_mat_MutableSymBanded) SymmetricDim() int   { return w.WSymmetricDim() }
func (w _gonum_org_v1_gonum_mat_MutableSymBanded) T() p1.Matrix        { return w.WT() }
func (w _gonum_org_v1_gonum_mat_MutableSymBanded) TBand() p1.Banded    { return w.WTBand() }

// _gonum_org_v1_gonum_mat_MutableSymmetric is an interface wrapper for MutableSymmetric.
type _gonum_org_v1_gonum_mat_MutableSymmetric struct {
	IValue        interface{}
	WAt           func(a0 int, a1 int) float64
	WDims         func() (int, int)
	WSetSym       func(a0 int, a1 int, a2 float64)
	WSymmetricDim func() int
	WT            func() p1.Matrix
}

func (w _gonum_org_v1_gonum_mat_MutableSymmetric) At(a0 int, a1 int) float64 { return w.WAt(a0, a1) }
func (w _gonum_org_v1_gonum_mat_MutableSymmetric) Dims() (int, int)          { return w.WDims() }
func (w _gonum_org_v1_gonum_mat_MutableSymmetric) SetSym(a0 int, a1 int, a2 float64) {
	w.WSetSym(a0, a1, a2)
}
func (w _gonum_org_v1_gonum_mat_MutableSymmetric) SymmetricDim() int { return w.WSymmetricDim() }
func (w _gonum_org_v1_gonum_mat_MutableSymmetric) T() p1.Matrix      { return w.WT() }

// _gonum_org_v1_gonum_mat_MutableTriBanded is an interface wrapper for MutableTriBanded.
type _gonum_org_v1_gonum_mat_MutableTriBanded struct {
	IValue      interface{}
	WAt         func(a0 int, a1 int) float64
	WBandwidth  func() (int, int)
	WDims       func() (int, int)
	WSetTriBand func(a0 int, a1 int, a2 float64)
	WT          func() p1.Matrix
	WTBand      func() p1.Banded
	WTTri       func() p1.Triangular
	WTTriBand   func() p1.TriBanded
	WTriBand    func() (int, int, p1.TriKind)
	WTriangle   func() (int, p1.TriKind)
}

func (w _gonum_org_v1_gonum_mat_MutableTriBanded) At(a0 int, a1 int) float64 { return w.WAt(a0, a1) }
func (w _gonum_org_v1_gonum_mat_MutableTriBanded) Bandwidth() (int, int)     { return w.WBandwidth() }
func (w _gonum_org_v1_gonum_mat_MutableTriBanded) Dims() (int, int)          { return w.WDims() }
func (w _gonum_org_v1_gonum_mat_MutableTriBanded) SetTriBand(a0 int, a1 int, a2 float64) {
	w.WSetTriBand(a0, a1, a2)
}
func (w _gonum_org_v1_gonum_mat_MutableTriBanded) T() p1.Matrix           { return w.WT() }
func (w _gonum_org_v1_gonum_mat_MutableTriBanded) TBand() p1.Banded       { return w.WTBand() }
func (w _gonum_org_v1_gonum_mat_MutableTriBanded) TTri() p1.Triangular    { return w.WTTri() }
func (w _gonum_org_v1_gonum_mat_MutableTriBanded) TTriBand() p1.TriBanded { return w.WTTriBand() }
func (w _gonum_org_v1_gonum_mat_MutableTriBanded) TriBand() (int, int, p1.TriKind) {
	return w.WTriBand()
}
func (w _gonum_org_v1_gonum_mat_MutableTriBanded) Triangle() (int, p1.TriKind) { return w.WTriangle() }

// _gonum_org_v1_gonum_mat_MutableTriangular is an interface wrapper for MutableTriangular.
type _gonum_org_v1_gonum_mat_MutableTriangular struct {
	IValue    interface{}
	WAt       func(a0 int, a1 int) float64
	WDims     func() (int, int)
	WSetTri   func(a0 int, a1 int, a2 float64)
	WT        func() p1.Matrix
	WTTri     func() p1.Triangular
	WTriangle func() (int, p1.TriKind)
}

func (w _gonum_org_v1_gonum_mat_MutableTriangular) At(a0 int, a1 int) float64 { return w.WAt(a0, a1) }
func (w _gonum_org_v1_gonum_mat_MutableTriangular) Dims() (int, int)          { return w.WDims() }
func (w _gonum_org_v1_gonum_mat_MutableTriangular) SetTri(a0 int, a1 int, a2 float64) {
	w.WSetTri(a0, a1, a2)
}
func (w _gonum_org_v1_gonum_mat_MutableTriangular) T() p1.Matrix                { return w.WT() }
func (w _gonum_org_v1_gonum_mat_MutableTriangular) TTri() p1.Triangular         { return w.WTTri() }
func (w _gonum_org_v1_gonum_mat_MutableTriangular) Triangle() (int, p1.TriKind) { return w.WTriangle() }

// _gonum_org_v1_gonum_mat_MutableVector is an interface wrapper for MutableVector.
type _gonum_org_v1_gonum_mat_MutableVector struct {
	IValue  interface{}
	WAt     func(a0 int, a1 int) float64
	WAtVec  func(a0 int) float64
	WDims   func() (int, int)
	WLen    func() int
	WSetVec func(a0 int, a1 float64)
	WT      func() p1.Matrix
}

func (w _gonum_org_v1_gonum_mat_MutableVector) At(a0 int, a1 int) float64 { return w.WAt(a0, a1) }
func (w _gonum_org_v1_gonum_mat_MutableVector) AtVec(a0 int) float64      { return w.WAtVec(a0) }
func (w _gonum_org_v1_gonum_mat_MutableVector) Dims() (int, int)          { return w.WDims() }
func (w _gonum_org_v1_gonum_mat_MutableVector) Len() int                  { return w.WLen() }
func (w _gonum_org_v1_gonum_mat_MutableVector) SetVec(a0 int, a1 float64) { w.WSetVec(a0, a1) }
func (w _gonum_org_v1_gonum_mat_MutableVector) T() p1.Matrix              { return w.WT() }

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

func (w _gonum_org_v1_gonum_mat_Normer) Norm(a0 float64) float64 { return w.WNorm(a0) }

// _gonum_org_v1_gonum_mat_RawBander is an interface wrapper for RawBander.
type _gonum_org_v1_gonum_mat_RawBander struct {
	IValue   interface{}
	WRawBand func() p2.Band
}

func (w _gonum_org_v1_gonum_mat_RawBander) RawBand() p2.Band { return w.WRawBand() }

// _gonum_org_v1_gonum_mat_RawCMatrixer is an interface wrapper for RawCMatrixer.
type _gonum_org_v1_gonum_mat_RawCMatrixer struct {
	IValue      interface{}
	WRawCMatrix func() p3.General
}

func (w _gonum_org_v1_gonum_mat_RawCMatrixer) RawCMatrix() p3.General { return w.WRawCMatrix() }

// _gonum_org_v1_gonum_mat_RawColViewer is an interface wrapper for RawColViewer.
type _gonum_org_v1_gonum_mat_RawColViewer struct {
	IValue      interface{}
	WRawColView func(a0 int) []float64
}

func (w _gonum_org_v1_gonum_mat_RawColViewer) RawColView(a0 int) []float64 { return w.WRawColView(a0) }

// _gonum_org_v1_gonum_mat_RawMatrixSetter is an interface wrapper for RawMatrixSetter.
type _gonum_org_v1_gonum_mat_RawMatrixSetter struct {
	IValue        interface{}
	WSetRawMatrix func(a0 p2.General)
}

func (w _gonum_org_v1_gonum_mat_RawMatrixSetter) SetRawMatrix(a0 p2.General) { w.WSetRawMatrix(a0) }

// _gonum_org_v1_gonum_mat_RawMatrixer is an interface wrapper for RawMatrixer.
type _gonum_org_v1_gonum_mat_RawMatrixer struct {
	IValue     interface{}
	WRawMatrix func() p2.General
}

func (w _gonum_org_v1_gonum_mat_RawMatrixer) RawMatrix() p2.General { return w.WRawMatrix() }

// _gonum_org_v1_gonum_mat_RawRowViewer is an interface wrapper for RawRowViewer.
type _gonum_org_v1_gonum_mat_RawRowViewer struct {
	IValue      interface{}
	WRawRowView func(a0 int) []float64
}

func (w _gonum_org_v1_gonum_mat_RawRowViewer) RawRowView(a0 int) []float64 { return w.WRawRowView(a0) }

// _gonum_org_v1_gonum_mat_RawSymBander is an interface wrapper for RawSymBander.
type _gonum_org_v1_gonum_mat_RawSymBander struct {
	IValue      interface{}
	WRawSymBand func() p2.SymmetricBand
}

func (w _gonum_org_v1_gonum_mat_RawSymBander) RawSymBand() p2.SymmetricBand { return w.WRawSymBand() }

// _gonum_org_v1_gonum_mat_RawSymmetricer is an interface wrapper for RawSymmetricer.
type _gonum_org_v1_gonum_mat_RawSymmetricer struct {
	IValue        interface{}
	WRawSymmetric func() p2.Symmetric
}

func (w _gonum_org_v1_gonum_mat_RawSymmetricer) RawSymmetric() p2.Symmetric { return w.WRawSymmetric() }

// _gonum_org_v1_gonum_mat_RawTriBander is an interface wrapper for RawTriBander.
type _gonum_org_v1_gonum_mat_RawTriBander struct {
	IValue      interface{}
	WRawTriBand func() p2.TriangularBand
}

func (w _gonum_org_v1_gonum_mat_RawTriBander) RawTriBand() p2.TriangularBand { return w.WRawTriBand() }

// _gonum_org_v1_gonum_mat_RawTriangular is an interface wrapper for RawTriangular.
type _gonum_org_v1_gonum_mat_RawTriangular struct {
	IValue         interface{}
	WRawTriangular func() p2.Triangular
}

func (w _gonum_org_v1_gonum_mat_RawTriangular) RawTriangular() p2.Triangular {
	return w.WRawTriangular()
}

// _gonum_org_v1_gonum_mat_RawTridiagonaler is an interface wrapper for RawTridiagonaler.
type _gonum_org_v1_gonum_mat_RawTridiagonaler struct {
	IValue          interface{}
	WRawTridiagonal func() p4.Tridiagonal
}

func (w _gonum_org_v1_gonum_mat_RawTridiagonaler) RawTridiagonal() p4.Tridiagonal {
	return w.WRawTridiagonal()
}

// _gonum_org_v1_gonum_mat_RawVectorer is an interface wrapper for RawVectorer.
type _gonum_org_v1_gonum_mat_RawVectorer struct {
	IValue     interface{}
	WRawVector func() p2.Vector
}

func (w _gonum_org_v1_gonum_mat_RawVectorer) RawVector() p2.Vector { return w.WRawVector() }

// _gonum_org_v1_gonum_mat_Reseter is an interface wrapper for Reseter.
type _gonum_org_v1_gonum_mat_Reseter struct {
	IValue interface{}
	WReset func()
}

func (w _gonum_org_v1_gonum_mat_Reseter) Reset() { w.WReset() }

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
	WRowView func(a0 int) p1.Vector
}

func (w _gonum_org_v1_gonum_mat_RowViewer) RowView(a0 int) p1.Vector { return w.WRowView(a0) }

// _gonum_org_v1_gonum_mat_SolveToer is an interface wrapper for SolveToer.
type _gonum_org_v1_gonum_mat_SolveToer struct {
	IValue   interface{}
	WSolveTo func(a0 *p1.Dense, a1 bool, a2 p1.Matrix) error
}

func (w _gonum_org_v1_gonum_mat_SolveToer) SolveTo(a0 *p1.Dense, a1 bool, a2 p1.Matrix) error {
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
	WT            func() p1.Matrix
	WTBand        func() p1.Banded
}

func (w _gonum_org_v1_gonum_mat_SymBanded) At(a0 int, a1 int) float64 { return w.WAt(a0, a1) }
func (w _gonum_org_v1_gonum_mat_SymBanded) Bandwidth() (int, int)     { return w.WBandwidth() }
func (w _gonum_org_v1_gonum_mat_SymBanded) Dims() (int, int)          { return w.WDims() }
func (w _gonum_org_v1_gonum_mat_SymBanded) SymBand() (int, int)       { return w.WSymBand() }
func (w _gonum_org_v1_gonum_mat_SymBanded) SymmetricDim() int         { return w.WSymmetricDim() }
func (w _gonum_org_v1_gonum_mat_SymBanded) T() p1.Matrix              { return w.WT() }
func (w _gonum_org_v1_gonum_mat_SymBanded) TBand() p1.Banded          { return w.WTBand() }

// _gonum_org_v1_gonum_mat_Symmetric is an interface wrapper for Symmetric.
type _gonum_org_v1_gonum_mat_Symmetric struct {
	IValue        interface{}
	WAt           func(a0 int, a1 int) float64
	WDims         func() (int, int)
	WSymmetricDim func() int
	WT            func() p1.Matrix
}

func (w _gonum_org_v1_gonum_mat_Symmetric) At(a0 int, a1 int) float64 { return w.WAt(a0, a1) }
func (w _gonum_org_v1_gonum_mat_Symmetric) Dims() (int, int)          { return w.WDims() }
func (w _gonum_org_v1_gonum_mat_Symmetric) SymmetricDim() int         { return w.WSymmetricDim() }
func (w _gonum_org_v1_gonum_mat_Symmetric) T() p1.Matrix              { return w.WT() }

// _gonum_org_v1_gonum_mat_Tracer is an interface wrapper for Tracer.
type _gonum_org_v1_gonum_mat_Tracer struct {
	IValue interface{}
	WTrace func() float64
}

func (w _gonum_org_v1_gonum_mat_Tracer) Trace() float64 { return w.WTrace() }

// _gonum_org_v1_gonum_mat_TriBanded is an interface wrapper for TriBanded.
type _gonum_org_v1_gonum_mat_TriBanded struct {
	IValue     interface{}
	WAt        func(a0 int, a1 int) float64
	WBandwidth func() (int, int)
	WDims      func() (int, int)
	WT         func() p1.Matrix
	WTBand     func() p1.Banded
	WTTri      func() p1.Triangular
	WTTriBand  func() p1.TriBanded
	WTriBand   func() (int, int, p1.TriKind)
	WTriangle  func() (int, p1.TriKind)
}

func (w _gonum_org_v1_gonum_mat_TriBanded) At(a0 int, a1 int) float64       { return w.WAt(a0, a1) }
func (w _gonum_org_v1_gonum_mat_TriBanded) Bandwidth() (int, int)           { return w.WBandwidth() }
func (w _gonum_org_v1_gonum_mat_TriBanded) Dims() (int, int)                { return w.WDims() }
func (w _gonum_org_v1_gonum_mat_TriBanded) T() p1.Matrix                    { return w.WT() }
func (w _gonum_org_v1_gonum_mat_TriBanded) TBand() p1.Banded                { return w.WTBand() }
func (w _gonum_org_v1_gonum_mat_TriBanded) TTri() p1.Triangular             { return w.WTTri() }
func (w _gonum_org_v1_gonum_mat_TriBanded) TTriBand() p1.TriBanded          { return w.WTTriBand() }
func (w _gonum_org_v1_gonum_mat_TriBanded) TriBand() (int, int, p1.TriKind) { return w.WTriBand() }
func (w _gonum_org_v1_gonum_mat_TriBanded) Triangle() (int, p1.TriKind)     { return w.WTriangle() }

// _gonum_org_v1_gonum_mat_Triangular is an interface wrapper for Triangular.
type _gonum_org_v1_gonum_mat_Triangular struct {
	IValue    interface{}
	WAt       func(a0 int, a1 int) float64
	WDims     func() (int, int)
	WT        func() p1.Matrix
	WTTri     func() p1.Triangular
	WTriangle func() (int, p1.TriKind)
}

func (w _gonum_org_v1_gonum_mat_Triangular) At(a0 int, a1 int) float64   { return w.WAt(a0, a1) }
func (w _gonum_org_v1_gonum_mat_Triangular) Dims() (int, int)            { return w.WDims() }
func (w _gonum_org_v1_gonum_mat_Triangular) T() p1.Matrix                { return w.WT() }
func (w _gonum_org_v1_gonum_mat_Triangular) TTri() p1.Triangular         { return w.WTTri() }
func (w _gonum_org_v1_gonum_mat_Triangular) Triangle() (int, p1.TriKind) { return w.WTriangle() }

// _gonum_org_v1_gonum_mat_UnConjTransposer is an interface wrapper for UnConjTransposer.
type _gonum_org_v1_gonum_mat_UnConjTransposer struct {
	IValue           interface{}
	WUnConjTranspose func() p1.CMatrix
}

func (w _gonum_org_v1_gonum_mat_UnConjTransposer) UnConjTranspose() p1.CMatrix {
	return w.WUnConjTranspose()
}

// _gonum_org_v1_gonum_mat_UntransposeBander is an interface wrapper for UntransposeBander.
type _gonum_org_v1_gonum_mat_UntransposeBander struct {
	IValue           interface{}
	WUntransposeBand func() p1.Banded
}

func (w _gonum_org_v1_gonum_mat_UntransposeBander) UntransposeBand() p1.Banded {
	return w.WUntransposeBand()
}

// _gonum_org_v1_gonum_mat_UntransposeTriBander is an interface wrapper for UntransposeTriBander.
type _gonum_org_v1_gonum_mat_UntransposeTriBander struct {
	IValue              interface{}
	WUntransposeTriBand func() p1.TriBanded
}

func (w _gonum_org_v1_gonum_mat_UntransposeTriBander) UntransposeTriBand() p1.TriBanded {
	return w.WUntransposeTriBand()
}

// _gonum_org_v1_gonum_mat_UntransposeTrier is an interface wrapper for UntransposeTrier.
type _gonum_org_v1_gonum_mat_UntransposeTrier struct {
	IValue          interface{}
	WUntransposeTri func() p1.Triangular
}

func (w _gonum_org_v1_gonum_mat_UntransposeTrier) UntransposeTri() p1.Triangular {
	return w.WUntransposeTri()
}

// _gonum_org_v1_gonum_mat_Untransposer is an interface wrapper for Untransposer.
type _gonum_org_v1_gonum_mat_Untransposer struct {
	IValue       interface{}
	WUntranspose func() p1.Matrix
}

func (w _gonum_org_v1_gonum_mat_Untransposer) Untranspose() p1.Matrix { return w.WUntranspose() }

// _gonum_org_v1_gonum_mat_Vector is an interface wrapper for Vector.
type _gonum_org_v1_gonum_mat_Vector struct {
	IValue interface{}
	WAt    func(a0 int, a1 int) float64
	WAtVec func(a0 int) float64
	WDims  func() (int, int)
	WLen   func() int
	WT     func() p1.Matrix
}

func (w _gonum_org_v1_gonum_mat_Vector) At(a0 int, a1 int) float64 { return w.WAt(a0, a1) }
func (w _gonum_org_v1_gonum_mat_Vector) AtVec(a0 int) float64      { return w.WAtVec(a0) }
func (w _gonum_org_v1_gonum_mat_Vector) Dims() (int, int)          { return w.WDims() }
func (w _gonum_org_v1_gonum_mat_Vector) Len() int                  { return w.WLen() }
func (w _gonum_org_v1_gonum_mat_Vector) T() p1.Matrix              { return w.WT() }
